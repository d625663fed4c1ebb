package io.controlfeed.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.outbox.LaneRecord;
import io.controlfeed.publisher.outbox.Outbox;
import io.controlfeed.publisher.outbox.OutboxDesk;
import io.controlfeed.publisher.outbox.OutboxDesk.Operator;
import io.controlfeed.publisher.outbox.OutboxRetention;
import io.controlfeed.publisher.outbox.OutboxStatus;
import io.controlfeed.publisher.outbox.OutboxView;
import io.controlfeed.publisher.outbox.PumpLease;
import io.controlfeed.publisher.outbox.PumpStore;
import io.controlfeed.publisher.outbox.RowState;
import io.controlfeed.publisher.pump.OutboxGauges;
import io.controlfeed.publisher.pump.PumpSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Enqueued = pending + retrying + held + parked + published + discarded, always. */
@SuppressWarnings("try")
class OutboxAccountTest {
    private static final Operator SOMEBODY = new Operator("somebody", null);

    private static final int NO_POISON = 0;

    @TempDir
    Path dir;

    private final MemoryFeed feed = new MemoryFeed();

    private static void enqueue(Fresh outbox, int from, int to, int poisonEvery) throws Exception {
        List<ControlEvent> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            var event = ControlEvent.builder("e-" + i, "tenant.updated", "tenant/" + i % 500);
            events.add(
                    poisonEvery > 0 && i % poisonEvery == 0
                            ? event.attribute(MemoryFeed.REJECT, "yes").build()
                            : event.build());
        }
        try (Connection connection = outbox.connect()) {
            connection.setAutoCommit(false);
            new Outbox().enqueue(connection, events);
            connection.commit();
        }
    }

    private static OutboxStatus status(Fresh outbox) throws Exception {
        try (OutboxView view = new OutboxView(outbox.outbox())) {
            return view.status();
        }
    }

    private static long sum(OutboxStatus status) {
        return RowState.OPEN.stream().mapToLong(status::count).sum()
                + status.publishedTotal()
                + status.discardedTotal();
    }

    @ParameterizedTest
    @EnumSource
    void theSumHolds_whateverIsDone(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        enqueue(outbox, 0, 3_000, 100);
        assertThat(sum(status(outbox))).isEqualTo(3_000);

        try (OutboxView view = new OutboxView(outbox.outbox())) {
            RunningPump.during(
                    outbox,
                    feed,
                    () -> Eventually.holds("5 are parked", () -> {
                        OutboxStatus now = view.status();
                        assertThat(sum(now)).isEqualTo(3_000);
                        return now.count(RowState.PARKED) == 5 && now.count(RowState.PENDING) == 0;
                    }));
        }
        OutboxStatus before = status(outbox);
        assertThat(before.publishedTotal()).isEqualTo(feedSize());

        List<String> parked =
                outbox.query("SELECT event_id FROM control_events_outbox WHERE state = 'parked' ORDER BY id");
        new OutboxDesk(outbox.outbox()).discard(parked.subList(0, 2), SOMEBODY);
        assertThat(sum(status(outbox))).isEqualTo(3_000);
        new OutboxDesk(outbox.outbox()).retryAllParked(SOMEBODY);
        assertThat(sum(status(outbox))).isEqualTo(3_000);
        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();

        try (OutboxRetention all = new OutboxRetention(outbox.outbox(), Duration.ZERO)) {
            long removed = all.prune(time -> false);
            OutboxStatus after = status(outbox);
            assertThat(removed).isEqualTo(after.publishedTotal() + after.discardedTotal());
        }
        OutboxStatus after = status(outbox);
        assertThat(sum(after)).isEqualTo(3_000);
        assertThat(after.discardedTotal()).isEqualTo(2);
        assertThat(after.publishedTotal()).isEqualTo(feedSize());
        assertThat(outbox.query("SELECT count(*) FROM control_events_outbox WHERE state IN ('published', 'discarded')"))
                .containsExactly("0");
        assertThat(RowState.OPEN.stream().mapToLong(after::count).sum())
                .as("what is not done stays")
                .isEqualTo(Long.parseLong(outbox.query("SELECT count(*) FROM control_events_outbox")
                        .get(0)))
                .isPositive();
    }

    private int feedSize() throws InterruptedException {
        return FeedContent.of(feed).size();
    }

    @ParameterizedTest
    @EnumSource
    void retentionInTheBackground_removesOnlyWhatIsDone_whileProducersWrite(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        PumpSettings quick = RunningPump.QUICK;
        PumpSettings removing = new PumpSettings(
                quick.holder(),
                quick.batch(),
                quick.attempts(),
                quick.firstDelay(),
                quick.longestDelay(),
                quick.poll(),
                quick.lease(),
                false,
                false,
                Duration.ofMillis(1));
        enqueue(outbox, 0, 5_000, NO_POISON);
        RunningPump.pump(outbox, feed, quick).drain();
        enqueue(outbox, 5_000, 5_100, 100);
        RunningPump.during(outbox, feed, removing, () -> {
            Eventually.holds(
                    "old rows are gone",
                    () -> outbox.query(
                                    "SELECT count(*) FROM control_events_outbox WHERE event_id = 'e-1' OR event_id = 'e-4999'")
                            .contains("0"));
            Eventually.holds("the poison is parked", () -> status(outbox).count(RowState.PARKED) == 1);
        });
        assertThat(sum(status(outbox))).isEqualTo(5_100);
        assertThat(feedSize()).isEqualTo(5_099);
    }

    @ParameterizedTest
    @EnumSource
    void status_tellsOfLeaseTroubleAndLanes_byTheDatabasesClock(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        OutboxStatus fresh = status(outbox);
        assertThat(fresh.schemaVersion()).isEqualTo(1);
        assertThat(fresh.oldestPending()).isNull();
        assertThat(fresh.isLeased()).isFalse();
        assertThat(fresh.lanes()).isEmpty();

        outbox.execute("INSERT INTO control_events_outbox (event_id, event_type, created_at)"
                + " VALUES ('old', 'tenant.updated', '2001-01-01T00:00:00Z')");
        assertThat(status(outbox).oldestPending()).isGreaterThan(Duration.ofDays(9_000));

        try (PumpLease lease = new PumpLease(outbox.outbox(), "somebody", Duration.ofMinutes(5));
                PumpStore store = new PumpStore(outbox.outbox())) {
            long token = lease.tryAcquire().orElseThrow();
            store.begin(token, List.of(new LaneRecord(0, "an epoch", 17)), false);
            store.trouble(token, "the feed is away");
            OutboxStatus troubled = status(outbox);
            assertThat(troubled.isLeased()).isTrue();
            assertThat(troubled.holder()).isEqualTo("somebody");
            assertThat(troubled.leaseLeft()).isBetween(Duration.ofMillis(1), Duration.ofMinutes(5));
            assertThat(troubled.trouble()).isEqualTo("the feed is away");
            assertThat(troubled.troubleSince()).matches("20\\d\\d-.*Z");
            lease.release(token);
        }
        OutboxStatus stopped = status(outbox);
        assertThat(stopped.isLeased()).isFalse();
        assertThat(stopped.trouble()).isNull();
        assertThat(stopped.lanes()).containsExactly(new LaneRecord(0, "an epoch", 17));
    }

    @ParameterizedTest
    @EnumSource
    void gauges_showTheSameAccount(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        enqueue(outbox, 0, 200, 100);
        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();
        MeterRegistry registry = new SimpleMeterRegistry();
        try (OutboxGauges gauges = new OutboxGauges(outbox.outbox(), registry)) {
            Eventually.holds("the outbox was looked at", () -> !Double.isNaN(rows(registry, RowState.PENDING)));
            assertThat(Arrays.stream(RowState.values())
                            .mapToDouble(state -> rows(registry, state))
                            .sum())
                    .isEqualTo(200);
            assertThat(rows(registry, RowState.PUBLISHED)).isEqualTo(198);
            assertThat(registry.get("controlfeed.outbox.oldest.pending")
                            .timeGauge()
                            .value())
                    .isZero();
            assertThat(registry.get("controlfeed.outbox.leased").gauge().value())
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void gauges_ofWhatCannotBeLookedAt_areNoNumbers(Database database) throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (OutboxGauges gauges = new OutboxGauges(database.empty(dir).outbox(), registry)) {
            assertThat(rows(registry, RowState.PENDING)).isNaN();
        }
        assertThat(rows(registry, RowState.PENDING)).isNaN();
    }

    private static double rows(MeterRegistry registry, RowState state) {
        return registry.get("controlfeed.outbox.rows")
                .tag("state", state.word())
                .gauge()
                .value();
    }
}
