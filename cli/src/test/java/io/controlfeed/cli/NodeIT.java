package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Launcher.Ended;
import io.controlfeed.cli.Launcher.Started;
import io.controlfeed.cli.console.ExitCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appliers, and a pump beside one, in processes of their own. */
class NodeIT {
    private static final int SUBJECTS = 7;
    private static final int TERMINATED = 128 + 15;

    private NodeOfATest node = new NodeOfATest(Path.of("."));

    @BeforeEach
    void aControlPlane(@TempDir Path temporary) throws Exception {
        node = NodeOfATest.in(temporary);
    }

    private Launcher launcher() {
        return Launcher.in(node.directory());
    }

    private Started start(String... line) throws Exception {
        return launcher().start(launcher().process(line));
    }

    private String[] run(String... more) {
        Stream<String> both = Stream.of(Stream.of("run"), Stream.of(node.pump()), node.applier())
                .flatMap(part -> part);
        return NodeOfATest.line(both, Stream.of(more));
    }

    /** Events that change no row. */
    private void enqueue(int from, int to) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + node.path("control.db"));
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO control_events_outbox (event_id, event_type, subject) VALUES (?, 't', ?)")) {
            connection.setAutoCommit(false);
            for (int i = from; i < to; i++) {
                insert.setString(1, "e-" + i);
                insert.setString(2, "s-" + i % SUBJECTS);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "e-" + i).toList();
    }

    private List<String> applied() throws SQLException {
        return node.query("SELECT event_id FROM applied_events ORDER BY id");
    }

    private long appliedCount() throws SQLException {
        return node.query("SELECT 1 FROM sqlite_schema WHERE name = 'applied_events'")
                        .isEmpty()
                ? 0
                : Long.parseLong(
                        node.query("SELECT count(*) FROM applied_events").get(0));
    }

    @Test
    void sigterm_inTheMiddle_losesAndDoublesNothing() throws Exception {
        int events = 6_000;
        enqueue(0, events);
        assertThat(node.publish().code()).isZero();
        for (int times = 0; times < 3; times++) {
            long before = appliedCount();
            Started applier = start(node.apply("--apply-batch=5"));
            Patience.until(
                    "the applier is at work",
                    () -> appliedCount() > before || !applier.process().isAlive());
            applier.process().destroy();
            Ended end = launcher().end(applier);
            assertThat(end.code()).as(end.err()).isEqualTo(TERMINATED);
            assertThat(end.err()).contains("this applier ends as it was told: applied ");
            assertThat(end.out()).isEmpty();
        }

        assertThat(node.applyOnce().code()).isZero();

        assertThat(applied()).isEqualTo(ids(events));
    }

    @Test
    void aSecondApplier_isRefusedAtOnce_andTheFirstGoesOn() throws Exception {
        enqueue(0, 1);
        node.publish();
        Started first = start(node.apply());
        Patience.until("the first one works", () -> appliedCount() == 1);

        Ended second = launcher().run(node.apply());

        assertThat(second.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(second.err()).contains("process " + first.process().pid() + " works on it");
        enqueue(1, 2);
        node.publish();
        Patience.until("the first one goes on", () -> appliedCount() == 2);
        first.process().destroy();
        assertThat(launcher().end(first).code()).isEqualTo(TERMINATED);
    }

    @Test
    void run_carriesFromOutboxToNode_untilItIsTold() throws Exception {
        Started both = start(run());
        for (int i = 0; i < 3; i++) {
            int last = i;
            node.emit("host-" + i, "a");
            Patience.until(
                    "the row is there",
                    () -> appliedCount() == last + 1 || !both.process().isAlive());
        }
        both.process().destroy();
        Ended end = launcher().end(both);

        assertThat(end.code()).as(end.err()).isEqualTo(TERMINATED);
        assertThat(end.err())
                .contains("this pump ends as it was told: published 3", "this applier ends as it was told: applied 3");
        assertThat(node.query("SELECT name FROM hostname ORDER BY name")).containsExactly("host-0", "host-1", "host-2");
    }

    @Test
    void run_endsBoth_withTheCodeOfTheOneThatFails() throws Exception {
        node.emit("bad", "a", "nowhere", "");

        Ended end = launcher().run(run("--on-failure=halt"));

        assertThat(end.code()).as(end.err()).isEqualTo(ExitCode.HALTED.number());
        assertThat(end.err()).contains("this pump ends: published 1", "event 'bad'");
    }
}
