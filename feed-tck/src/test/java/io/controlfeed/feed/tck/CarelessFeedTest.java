package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

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
        assertThat(failedTestsOf(Buffering.class)).anyMatch(test -> test.startsWith("D1_"));
    }

    @Test
    void feedThatTearsItsLines_failsD2() {
        assertThat(failedTestsOf(Tearing.class)).anyMatch(test -> test.startsWith("D2_"));
    }

    @Test
    void feedWithoutALock_failsD3() {
        assertThat(failedTestsOf(Unlocked.class)).anyMatch(test -> test.startsWith("D3_"));
    }

    private static List<String> failedTestsOf(Class<? extends FeedUnderTest> backend) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectNestedClass(List.of(backend), backend.getDeclaredClasses()[0]))
                .execute()
                .testEvents()
                .failed()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
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
