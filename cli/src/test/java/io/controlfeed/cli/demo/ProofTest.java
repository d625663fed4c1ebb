package io.controlfeed.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proof holds for what really came through, and not for a node's file that somebody has touched since. */
class ProofTest {
    private static final int EVENTS = 200;
    private static final String TAMPERED = "node-2";

    @TempDir
    private static Path original = Path.of(".");

    @TempDir
    private Path copy = Path.of(".");

    @BeforeAll
    static void aControlPlaneAndTwoNodes() throws Exception {
        Workplace place = new Workplace(original, true);
        try (ControlPlane controlPlane = ControlPlane.open(place.controlPlane(), place.artifacts())) {
            Business business = new Business();
            for (int i = 0; i < EVENTS; i++) {
                boolean isPoison = i == EVENTS / 2;
                controlPlane.commit(isPoison ? business.poison() : business.next(), isPoison);
            }
        }
        DirectoryFeed feed = new DirectoryFeed(original.resolve("feed"));
        run(Stream.of("publish", "--once", "--outbox=" + place.controlPlane(), "--feed-sink=file"), feed);
        for (String node : List.of("node-1", TAMPERED)) {
            run(
                    Stream.of(
                            "apply",
                            "--once",
                            "--feed-source=file",
                            "--artifacts=" + place.artifacts(),
                            "--node-db=" + place.node(node),
                            "--node-schema=" + place.nodeSchema(),
                            "--allow-table=tenant,hostname,policy"),
                    feed);
        }
    }

    private static void run(Stream<String> command, DirectoryFeed feed) {
        Run run = Run.of(Stream.concat(command, feed.flags().stream()).toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
    }

    @BeforeEach
    void copies() throws Exception {
        for (String file : List.of("control-plane.db", "node-1.db", "node-2.db")) {
            Files.copy(original.resolve(file), copy.resolve(file));
        }
    }

    private Proof proof() throws SQLException {
        Workplace place = new Workplace(copy, true);
        Map<String, Path> nodes = new LinkedHashMap<>();
        nodes.put("node-1", place.node("node-1"));
        nodes.put(TAMPERED, place.node(TAMPERED));
        return Proof.of(place.controlPlane(), nodes);
    }

    private void tamper(String file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy.resolve(file));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql))
                    .as("rows that were touched")
                    .isPositive();
        }
    }

    @Test
    void itHolds_whenNothingIsTouched() throws Exception {
        Proof proof = proof();

        assertThat(proof.flaws()).isEmpty();
        assertThat(proof.holds()).isTrue();
        assertThat(proof.committed()).isEqualTo(EVENTS);
        assertThat(proof.rows().count()).isPositive();
        assertThat(proof.nodes()).allSatisfy(node -> {
            assertThat(node.applied()).isEqualTo(EVENTS - 1);
            assertThat(node.parked()).singleElement().satisfies(parked -> {
                assertThat(parked.kind()).isEqualTo("not-allowed");
                assertThat(parked.error()).contains("invoice");
            });
            assertThat(node.delays().p50())
                    .isPositive()
                    .isLessThanOrEqualTo(node.delays().p99());
            assertThat(node.delays().p99()).isLessThanOrEqualTo(node.delays().longest());
        });
    }

    @Test
    void itsFingerprint_isTheOneThatTheNodeKeeps() throws Exception {
        String status = Run.of("status", "--node-db=" + copy.resolve("node-1.db"), "--json")
                .out();

        assertThat(status).contains("\"fingerprint\":\"" + proof().rows().fingerprint() + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a row is lost | DELETE FROM policy WHERE rowid = 1 | its rows are not those",
                "a value differs | UPDATE tenant SET plan = 'other' WHERE rowid = 1 | its rows are not those",
                "a row is too many | INSERT INTO tenant VALUES ('x', 'y', 1) | that nobody committed",
                "an event is forgotten | DELETE FROM applied_events WHERE id = 7 | 1 missing",
                "an event had no effect | DELETE FROM effect WHERE id = 7 | 1 missing",
                "an event had its effect twice"
                        + " | INSERT INTO effect (subject, version) SELECT subject, version FROM effect WHERE id = 199"
                        + " | 1 had their effect more than once",
                "an event is a stranger"
                        + " | UPDATE applied_events SET event_id = 'x' WHERE id = 7 | 1 that nobody committed",
                "the poison is gone | DELETE FROM parked_events | 0 parked, not 1",
                "another is parked" + " | UPDATE parked_events SET event_id = 'x' | 1 missing",
                "it is behind | UPDATE controlfeed_cursor SET control_version = 3 | it is at version 3",
            })
    void itFails_whenANodeIsTamperedWith(String what, String sql, String flaw) throws Exception {
        tamper(TAMPERED + ".db", sql);

        assertThat(proof().holds()).isFalse();
        assertThat(proof().flaws())
                .as(what)
                .anySatisfy(
                        found -> assertThat(found).startsWith(TAMPERED + ": ").contains(flaw));
        assertThat(proof().flaws()).noneMatch(found -> found.startsWith("node-1"));
    }

    @Test
    void itFails_whenChangesAreOutOfOrder() throws Exception {
        // The first and the second effect on some row change places.
        tamper(
                TAMPERED + ".db",
                "UPDATE effect SET version = 3 - version WHERE version IN (1, 2)"
                        + " AND subject = (SELECT subject FROM effect WHERE version = 2 LIMIT 1)");

        assertThat(proof().flaws()).containsExactly(TAMPERED + ": 1 out of order");
    }

    @Test
    void itFails_whenTheControlPlaneHasMore() throws Exception {
        tamper("control-plane.db", "INSERT INTO change VALUES ('lost', 'tenant/lost', 1, 0, 0)");

        assertThat(proof().flaws()).containsExactly("node-1: 1 missing", TAMPERED + ": 1 missing");
    }
}
