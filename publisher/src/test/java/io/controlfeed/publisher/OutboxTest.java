package io.controlfeed.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.outbox.Outbox;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutboxTest {
    private static final ControlEvent FULL = ControlEvent.builder("full", "tenant.updated", "tenant/ä \" ' \\ 漢")
            .tenantId("acme")
            .version(Long.MAX_VALUE)
            .baseVersion(7L)
            .artifact(new ArtifactRef(
                    "sha256:" + "0123456789abcdef".repeat(4), 5_000_000_000L, "application/json", "https://a/b?c=d"))
            .createdAt(Instant.parse("2026-01-31T12:34:56.123456Z"))
            .origin("eu-west")
            .attribute("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .attribute("note", "quotes \" and 'these' and \\ and 漢字")
            .build();

    @TempDir
    Path dir;

    private final MemoryFeed feed = new MemoryFeed();

    @ParameterizedTest
    @EnumSource
    void eventReachesTheFeedAsItWasEnqueued(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        ControlEvent bare = Rows.event("bare", "x");
        Rows.enqueue(outbox, FULL, bare);

        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();

        assertThat(FeedContent.of(feed).stream().map(ControlEvent::unstamped)).containsExactly(FULL, bare);
    }

    /** As a program in any language writes it: what is not said has a default. */
    @ParameterizedTest
    @EnumSource
    void plainInsert_isAnEvent(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Instant before = Instant.now().minusSeconds(60);
        outbox.execute("INSERT INTO control_events_outbox (event_id, event_type) VALUES ('least', 'policy.changed')");
        outbox.execute("INSERT INTO control_events_outbox (event_id, event_type, tenant_id, subject, version, checksum,"
                + " attributes, created_at) VALUES ('more', 'host.added', 'acme', 'host/1', 3, 'sha256:"
                + "ab".repeat(32) + "', '{\"k\": \"v\"}', '2026-01-31 12:00:00+00')");

        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();

        List<ControlEvent> events = FeedContent.of(feed);
        assertThat(events.get(0).createdAt()).isBetween(before, Instant.now().plusSeconds(60));
        assertThat(events.get(0).unstamped())
                .isEqualTo(ControlEvent.builder("least", "policy.changed", "control-plane")
                        .createdAt(events.get(0).createdAt())
                        .build());
        assertThat(events.get(1).unstamped())
                .isEqualTo(ControlEvent.builder("more", "host.added", "host/1")
                        .tenantId("acme")
                        .version(3L)
                        .artifact(ArtifactRef.of("sha256:" + "ab".repeat(32)))
                        .attribute("k", "v")
                        .createdAt(Instant.parse("2026-01-31T12:00:00Z"))
                        .build());
    }

    @ParameterizedTest
    @EnumSource
    void connectionThatCommitsByItself_isRefused(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        try (Connection connection = outbox.connect()) {
            assertThatThrownBy(() -> new Outbox().enqueue(connection, FULL))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("setAutoCommit(false)");
        }
        assertThat(outbox.query(Rows.STATES)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void publishedEvent_isRefused(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        assertThatThrownBy(() -> Rows.enqueue(outbox, FULL.stamped(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'full'");
    }

    @ParameterizedTest
    @EnumSource
    void eventIdThatIsThereAlready_failsTheTransaction(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Rows.enqueue(outbox, FULL);
        assertThatThrownBy(() -> Rows.enqueue(outbox, Rows.event("new", "x"), FULL))
                .isInstanceOf(SQLException.class);
        assertThat(outbox.query("SELECT event_id FROM control_events_outbox")).containsExactly("full");
    }

    /** In PostgreSQL; SQLite lets one transaction write at a time, whatever it writes. */
    @Test
    void producers_doNotWaitForEachOther() throws Exception {
        Fresh outbox = Database.POSTGRESQL.create(dir);
        try (Connection slow = outbox.connect()) {
            slow.setAutoCommit(false);
            new Outbox().enqueue(slow, Rows.event("slow", "a"));
            try (Connection quick = outbox.connect()) {
                quick.createStatement().execute("SET statement_timeout = '20s'");
                quick.setAutoCommit(false);
                new Outbox().enqueue(quick, Rows.event("quick", "a"));
                quick.commit();
            }
            RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();
            assertThat(Rows.ids(FeedContent.of(feed))).containsExactly("quick");
            slow.commit();
        }
        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();
        assertThat(Rows.ids(FeedContent.of(feed))).containsExactly("quick", "slow");
    }
}
