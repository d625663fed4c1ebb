package io.controlfeed.cli.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Run;
import io.controlfeed.cli.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxCommandTest {
    private Path directory = Path.of(".");
    private String file = "";

    @BeforeEach
    void anOutboxWithOneGoodRow_andOneBad(@TempDir Path temporary) throws Exception {
        directory = temporary;
        file = temporary.resolve("outbox.db").toString();
        assertThat(outbox("init").out()).isEqualTo("jdbc:sqlite:" + file + ": made, with tables of version 1\n");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO control_events_outbox (event_id, event_type, subject) VALUES ('good', 't', 'a'),"
                            + " ('bad', 't', 'b'), ('behind', 't', 'b')");
            statement.execute("UPDATE control_events_outbox SET attributes = 'none' WHERE event_id = 'bad'");
        }
    }

    private Run outbox(String command, String... more) {
        return Run.of(Stream.concat(Stream.of("outbox", command, "--outbox", file), Stream.of(more))
                .toArray(String[]::new));
    }

    private Run publish(String... more) {
        String[] line = {
            "publish",
            "--outbox",
            file,
            "--feed-sink=file",
            "--feed-file-dir=" + directory.resolve("feed"),
            "--feed-file-fsync=false",
            "--once",
            "--attempts=1"
        };
        return Run.of(Stream.concat(Stream.of(line), Stream.of(more)).toArray(String[]::new));
    }

    private void has(String... numbers) {
        assertThat(outbox("status", "--json").out()).contains(numbers);
    }

    @Test
    void rows_fromPendingToTheirEnd() {
        has("\"pending\":3,", "\"oldest_pending_ms\":", "\"is_leased\":false", "\"lanes\":[]");

        Run published = publish();
        assertThat(published.code()).as(published.err()).isZero();
        assertThat(published.out()).isEmpty();
        assertThat(published.err()).contains("this pump ends: published 1");
        has("\"published_total\":1,", "\"parked\":1,", "\"held\":1,", "\"recorded_version\":1");
        assertThat(outbox("status").out()).contains("parked     1\n", "pump       none\n", "lane 0 ");

        assertThat(outbox("list").outLines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).matches("bad +parked +1 .*since .*malformed.*"))
                .anySatisfy(line -> assertThat(line).startsWith("behind "));
        assertThat(outbox("list", "--state=published", "--json").out())
                .startsWith("{\"event_id\":\"good\",\"state\":\"published\",")
                .contains("\"control_version\":1}");

        assertThat(outbox("retry", "--all-parked").out()).isEqualTo("pending again: 1\n");
        has("\"pending\":1,", "\"held\":1,");
        publish();
        assertThat(outbox("discard", "bad", "--reason=it is wrong", "--json").out())
                .isEqualTo("{\"discarded\":1}\n");
        publish();
        has("\"published_total\":2,", "\"discarded_total\":1,", "\"pending\":0,");

        assertThat(outbox("prune", "--older-than=1d").out()).isEqualTo("removed: 0\n");
        assertThat(outbox("prune", "--older-than=0s").out()).isEqualTo("removed: 3\n");
        has("\"published_total\":2,", "\"discarded_total\":1,");
    }

    @Test
    void anUnknownRow_isNamed_andNothingIsDone() {
        publish();
        Run run = outbox("discard", "bad", "absent");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.err()).contains("'absent' is not in the outbox", "Nothing was done.");
        has("\"parked\":1,");
    }

    @Test
    void withTheDisabledFeed_noPumpRuns() {
        Run run = Run.of("publish", "--outbox", file, "--once");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.err()).contains("the feed is disabled ('nop')");
        has("\"pending\":3,");
    }

    @Test
    void anOutboxThatIsNotThere_isSaidInTwoLines() throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "no database ".repeat(100));
        for (String place : new String[] {directory.resolve("absent.db").toString(), text.toString()}) {
            Run run = Run.of(Map.of("CONTROLFEED_OUTBOX", place), "outbox", "status");

            assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
            assertThat(run.errLines()).hasSize(2);
        }
    }

    @Test
    void aDatabaseThatCannotBeReached_isUnavailable() {
        Run run = Run.of(
                "publish", "--outbox=jdbc:postgresql://127.0.0.1:1/x", "--feed-sink=file", "--feed-file-dir=feed");

        assertThat(run.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(run.errLines()).hasSize(2);
    }

    @Test
    void aPasswordFileThatCannotBeRead_isNamed() {
        Run run = outbox("status", "--outbox-password-file=" + directory.resolve("absent"));

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("--outbox-password-file cannot be read");
    }
}
