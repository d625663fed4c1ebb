package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * The suites are no use if they cannot fail: each misbehaviour makes a test of the rule fail that it breaks, and each test fails
 * under a misbehaviour, a careless feed or a forgetful test class.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisbehaviourTest {
    private final Map<Misbehaviour, Set<String>> failed = new EnumMap<>(Misbehaviour.class);

    @ParameterizedTest
    @EnumSource
    void misbehaviour_failsTheRuleThatItBreaks(Misbehaviour way) {
        assertThat(failedTests(way)).as("failed tests of %s", way.rule()).isNotEmpty();
    }

    @Test
    void everyTestOfTheSuites_isFailedByAMisbehaviour() {
        Set<String> failing = new TreeSet<>(CarelessFeedTest.BROKEN_TESTS);
        failing.add(ForgottenSuiteTest.BROKEN_TEST);
        Stream.of(Misbehaviour.values()).map(this::failedTests).forEach(failing::addAll);

        assertThat(failing).isEqualTo(ContractRules.testNames());
    }

    /** Of the rule that is broken; run once. */
    private Set<String> failedTests(Misbehaviour way) {
        return failed.computeIfAbsent(way, MisbehaviourTest::run);
    }

    private static Set<String> run(Misbehaviour way) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(testsOf(way.rule()))
                .configurationParameter(MisbehavingBackend.WAY, way.name())
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(MisbehaviourTest::testName)
                .collect(Collectors.toSet());
    }

    private static DiscoverySelector[] testsOf(String rule) {
        return Stream.of(MisbehavingBackend.class.getDeclaredClasses())
                .filter(FeedContract.class::isAssignableFrom)
                .flatMap(nested -> ContractRules.testNames(nested).stream()
                        .filter(test -> test.startsWith(rule + "_"))
                        .map(test -> selectNestedMethod(List.of(MisbehavingBackend.class), nested, test)))
                .toArray(DiscoverySelector[]::new);
    }

    private static String testName(Event event) {
        return event.getTestDescriptor().getDisplayName().replaceFirst("\\(.*", "");
    }
}
