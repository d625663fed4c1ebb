package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The suites are no use if they cannot fail: each misbehaviour makes a test of the rule fail that it breaks. */
class MisbehaviourTest {
    @ParameterizedTest
    @EnumSource
    void misbehaviour_failsTheRuleThatItBreaks(Misbehaviour way) {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(testsOf(way.rule()))
                .configurationParameter(MisbehavingBackend.WAY, way.name())
                .execute()
                .testEvents();

        assertThat(tests.failed().count()).as("failed tests of %s", way.rule()).isPositive();
    }

    private static DiscoverySelector[] testsOf(String rule) {
        return Stream.of(MisbehavingBackend.class.getDeclaredClasses())
                .filter(FeedContract.class::isAssignableFrom)
                .flatMap(nested -> Stream.of(nested.getSuperclass().getDeclaredMethods())
                        .map(Method::getName)
                        .filter(test -> test.startsWith(rule + "_"))
                        .map(test -> selectNestedMethod(List.of(MisbehavingBackend.class), nested, test)))
                .toArray(DiscoverySelector[]::new);
    }

    @Test
    void everyRuleOfTheSuites_isBrokenByAMisbehaviour() {
        Set<String> broken =
                Stream.of(Misbehaviour.values()).map(Misbehaviour::rule).collect(Collectors.toSet());
        broken.addAll(CarelessFeedTest.BROKEN_RULES);

        assertThat(broken).containsExactlyInAnyOrderElementsOf(ContractRules.testedBySuites());
    }
}
