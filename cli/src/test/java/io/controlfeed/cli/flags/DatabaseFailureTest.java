package io.controlfeed.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Run;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFailureTest {
    @ParameterizedTest
    @CsvSource({
        "08001, 0, UNAVAILABLE",
        "57P01, 0, UNAVAILABLE",
        "53300, 0, UNAVAILABLE",
        ", 5, UNAVAILABLE",
        ", 10, UNAVAILABLE",
        "28P01, 0, USAGE",
        "28000, 0, USAGE",
        "3D000, 0, USAGE",
        "42501, 0, USAGE",
        "25006, 0, USAGE",
        ", 26, USAGE",
        ", 1032, USAGE",
        ", 11, CORRUPT",
    })
    void whatCanBeTriedAgain_isToldApart(String state, int code, ExitCode expected) {
        Failure failure = DatabaseFailure.of("outbox x", "--outbox", new SQLException("why", state, code));

        assertThat(failure.exitCode()).isEqualTo(expected);
        assertThat(failure.operation()).isEqualTo("outbox x");
        assertThat(failure.reason()).isEqualTo("why");
        assertThat(failure.hint()).isNotEmpty();
    }

    @Test
    void aUrlThatNoDriverTakes_isNotShown() {
        Run run = Run.of("outbox", "status", "--outbox", "jdbc:postgresql://h:port/d?password=secret");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("no driver understands the URL").doesNotContain("secret");
        assertThat(run.errLines()).hasSize(2);
    }
}
