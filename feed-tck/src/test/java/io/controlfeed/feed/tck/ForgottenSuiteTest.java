package io.controlfeed.feed.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import com.example.tinyfeed.TinyFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Rule R2, tested: a suite that is forgotten, or that stands there and is not run, does not look like one that passed. */
class ForgottenSuiteTest {
    static final String BROKEN_TEST = "R2_suiteOfEachDeclaredAbility_isRunBesideThisOne";

    @Test
    void suiteThatIsNotThere_failsR2() {
        assertFails(NotThere.class, NotThere.Provider.class);
    }

    @Test
    void suiteThatIsNotNested_failsR2() {
        assertFails(NotNested.class, NotNested.Provider.class);
    }

    @Test
    void suiteThatIsStatic_failsR2() {
        assertFails(Static.class, Static.Provider.class);
    }

    @Test
    void suiteThatIsDisabled_failsR2() {
        assertFails(SwitchedOff.class, SwitchedOff.Provider.class);
    }

    private static void assertFails(Class<? extends Tiny> backend, Class<? extends ProviderContract> provider) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectNestedMethod(List.of(backend), provider, BROKEN_TEST))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.started(1).failed(1));
    }

    abstract static class Tiny implements FeedUnderTest {
        @Override
        public FeedFixture newFeed(Path emptyDirectory) {
            return new TinyFixture(emptyDirectory, "FULL");
        }
    }

    static final class NotThere extends Tiny {
        @Nested
        class Provider extends ProviderContract {}

        @Nested
        class Sinks extends SinkContract {}

        @Nested
        class Sources extends SourceContract {}
    }

    static final class NotNested extends Tiny {
        @Nested
        class Provider extends ProviderContract {}

        @Nested
        class Sinks extends SinkContract {}

        @Nested
        class Sources extends SourceContract {}

        @SuppressWarnings("ClassCanBeStatic") // It shows the mistake that is to be found.
        class Processes extends ProcessContract {}
    }

    static final class Static extends Tiny {
        @Nested
        class Provider extends ProviderContract {}

        @Nested
        class Sinks extends SinkContract {}

        @Nested
        class Sources extends SourceContract {}

        @Nested
        static class Processes extends ProcessContract {}
    }

    static final class SwitchedOff extends Tiny {
        @Nested
        class Provider extends ProviderContract {}

        @Nested
        class Sinks extends SinkContract {}

        @Nested
        class Sources extends SourceContract {}

        @Nested
        @Disabled("the mistake that is to be found")
        class Processes extends ProcessContract {}
    }
}
