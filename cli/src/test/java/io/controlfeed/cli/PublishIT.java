package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Launcher.Ended;
import io.controlfeed.cli.Launcher.Started;
import io.controlfeed.feed.ControlEvent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pumps in processes of their own. */
class PublishIT {
    private static final int SUBJECTS = 7;

    @TempDir
    private Path directory = Path.of(".");

    private Launcher launcher() {
        return Launcher.in(directory);
    }

    private Started pump(String outbox, String... more) throws Exception {
        return launcher().start(launcher().process(line(outbox, more)));
    }

    private static String[] line(String outbox, String... more) {
        Stream<String> line = Stream.of(
                "publish", "--outbox=" + outbox, "--feed-sink=file", "--feed-file-dir=feed", "--feed-file-fsync=false");
        return Stream.concat(line, Stream.of(more)).toArray(String[]::new);
    }

    private static void enqueue(String url, int from, int to) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
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

    private static long published(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT published_total FROM control_events_pump")) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<String> feed() throws Exception {
        Ended tail = launcher().run("tail", "--feed-source=file", "--feed-file-dir=feed", "--json");
        assertThat(tail.code()).as(tail.err()).isZero();
        return tail.out()
                .lines()
                .map(Notebook::event)
                .map(ControlEvent::eventId)
                .toList();
    }

    private static List<String> ids(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add("e-" + i);
        }
        return ids;
    }

    @Test
    void sigterm_inTheMiddle_losesAndDoublesNothing_onSqlite() throws Exception {
        sigtermInTheMiddle("outbox.db", "jdbc:sqlite:" + directory.resolve("outbox.db"));
    }

    @Test
    void sigterm_inTheMiddle_losesAndDoublesNothing_onPostgresql() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            sigtermInTheMiddle(url, url);
        }
    }

    private void sigtermInTheMiddle(String outbox, String url) throws Exception {
        int rows = 6_000;
        assertThat(launcher().run("outbox", "init", "--outbox=" + outbox).code())
                .isZero();
        enqueue(url, 0, rows);
        long before = 0;
        for (int times = 0; times < 3; times++) {
            Started pump = pump(outbox, "--batch=20");
            long seen = before;
            Patience.until(
                    "the pump is at work",
                    () -> published(url) > seen || !pump.process().isAlive());
            pump.process().destroy();
            Ended end = launcher().end(pump);
            assertThat(end.code()).as(end.err()).isEqualTo(128 + 15);
            assertThat(end.err()).contains("this pump drains").contains("this pump ends as it was told: published ");
            assertThat(end.out()).isEmpty();
            before = published(url);
        }

        Ended rest = launcher().run(line(outbox, "--once"));
        assertThat(rest.code()).as(rest.err()).isZero();
        assertThat(rest.err()).contains("this pump ends: published " + (rows - before));
        assertThat(feed()).isEqualTo(ids(rows));
    }

    @Test
    void aSecondPump_standsBy_andTakesOverWhenTheFirstEnds() throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("outbox.db");
        Started first = pump("outbox.db", "--init");
        Patience.until(
                "the first one drains", () -> Files.readString(first.err()).contains("this pump drains"));
        Started second = pump("outbox.db", "--init");
        Patience.until(
                "the second one stands by", () -> Files.readString(second.err()).contains("this one stands by"));
        first.process().destroy();
        assertThat(launcher().end(first).code()).isEqualTo(128 + 15);

        enqueue(url, 0, 10);
        Patience.until("the second one publishes", () -> published(url) == 10);
        assertThat(launcher().run("outbox", "status", "--outbox=outbox.db").out())
                .contains(", its lease ends in ");
        second.process().destroy();
        Ended end = launcher().end(second);
        assertThat(end.code()).isEqualTo(128 + 15);
        assertThat(end.err().lines()).as("no chatter").hasSize(3);
        assertThat(feed()).isEqualTo(ids(10));
    }
}
