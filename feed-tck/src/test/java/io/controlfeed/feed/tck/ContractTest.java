package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** CONTRACT.md and the suites say the same. */
class ContractTest {
    private static final String TESTED_ELSEWHERE = "*Tested in ";

    @Test
    void everyRule_hasATestOrSaysWhereItIsTested() {
        Set<String> tested = ContractRules.testedBySuites();

        assertThat(ContractRules.all())
                .allSatisfy((number, text) -> assertThat(tested.contains(number))
                        .as("%s is tested by a suite, or says where else", number)
                        .isNotEqualTo(text.contains(TESTED_ELSEWHERE)));
    }

    @Test
    void everyTest_namesARule() {
        assertThat(ContractRules.all().keySet()).containsAll(ContractRules.testedBySuites());
    }

    @Test
    void everyRule_saysMustAndWhy() {
        Map<String, String> rules = ContractRules.all();

        assertThat(rules).hasSizeBetween(25, 40);
        assertThat(rules.values())
                .allSatisfy(text -> assertThat(text).contains("MUST").contains("*Why: "));
    }
}
