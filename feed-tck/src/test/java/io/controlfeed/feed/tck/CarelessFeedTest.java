package io.controlfeed.feed.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import com.example.tinyfeed.TinyFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The process suite, tested: what is careless where only another process can see it fails the rules that need processes. */
class CarelessFeedTest {
    static final Set<String> BROKEN_RULES = Set.of("D1", "D2", "D3");

    @Test
    void feedThatReturnsBeforeItWrites_failsD1() {
        assertFails(Buffering.class, "D1_returnedAppends_surviveSigkillAndHaveOneVersion");
    }

    @Test
    void feedThatTearsItsLines_failsD2() {
        assertFails(Tearing.class, "D2_readers_neverSeeHalfAnEventNorAVersionTwice");
    }

    @Test
    void feedWithoutALock_failsD3() {
        assertFails(Unlocked.class, "D3_processes_appendAtOnce");
    }

    private static void assertFails(Class<? extends FeedUnderTest> backend, String test) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectNestedMethod(List.of(backend), backend.getDeclaredClasses()[0], test))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.started(1).failed(1));
    }

    static final class Buffering implements FeedUnderTest {
        @Override
        public FeedFixture newFeed(Path emptyDirectory) {
            return new TinyFixture(emptyDirectory, "BUFFERS");
        }

        @Nested
        class Processes extends ProcessContract {}
    }

    static final class Tearing implements FeedUnderTest {
        @Override
        public FeedFixture newFeed(Path emptyDirectory) {
            return new TinyFixture(emptyDirectory, "TEARS");
        }

        @Nested
        class Processes extends ProcessContract {}
    }

    static final class Unlocked implements FeedUnderTest {
        @Override
        public FeedFixture newFeed(Path emptyDirectory) {
            return new TinyFixture(emptyDirectory, "UNLOCKED");
        }

        @Nested
        class Processes extends ProcessContract {}
    }
}
