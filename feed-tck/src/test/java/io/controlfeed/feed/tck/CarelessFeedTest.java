package io.controlfeed.feed.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import com.example.tinyfeed.TinyFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The suites, tested where another sink or process must come between: what is careless there fails them. */
class CarelessFeedTest {
    /** All of {@link ProcessContract}. */
    static final Set<String> BROKEN_TESTS = Set.of(
            "D1_returnedAppends_surviveSigkillAndHaveOneVersion",
            "D2_readers_neverSeeHalfAnEventNorAVersionTwice",
            "D3_processes_appendAtOnce",
            "D3_processes_appendTheSameIdsAtOnce");

    @Test
    void feedThatReturnsBeforeItWrites_failsD1() {
        assertFails(Buffering.class, ProcessContract.class, "D1_returnedAppends_surviveSigkillAndHaveOneVersion");
    }

    @Test
    void feedThatTearsItsLines_failsD2() {
        assertFails(Tearing.class, ProcessContract.class, "D2_readers_neverSeeHalfAnEventNorAVersionTwice");
    }

    @Test
    void feedWithoutALock_failsD3() {
        assertFails(Unlocked.class, ProcessContract.class, "D3_processes_appendAtOnce");
        assertFails(Unlocked.class, ProcessContract.class, "D3_processes_appendTheSameIdsAtOnce");
    }

    @Test
    void feedWithoutALock_failsW5AndW7() {
        assertFails(Unlocked.class, SinkContract.class, "W5_idAppendedAtOnceByTwoSinks_isHeldOnce");
        assertFails(Unlocked.class, SinkContract.class, "W7_sinks_appendAtOnce");
    }

    private static void assertFails(Class<?> backend, Class<?> suite, String test) {
        Class<?> nested = Stream.of(backend.getDeclaredClasses())
                .filter(suite::isAssignableFrom)
                .findFirst()
                .orElseThrow();
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectNestedMethod(List.of(backend), nested, test))
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
        class Sinks extends SinkContract {}

        @Nested
        class Processes extends ProcessContract {}
    }
}
