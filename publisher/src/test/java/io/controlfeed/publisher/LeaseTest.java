package io.controlfeed.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.outbox.LeaseLostException;
import io.controlfeed.publisher.outbox.OutboxException;
import io.controlfeed.publisher.outbox.PumpLease;
import io.controlfeed.publisher.outbox.PumpStore;
import io.controlfeed.publisher.outbox.Settlement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One pump works, the others stand by. */
class LeaseTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path dir;

    private final MemoryFeed feed = new MemoryFeed();

    @ParameterizedTest
    @EnumSource
    void secondPump_takesOverWhenTheFirstStops(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        RunningPump first = RunningPump.start(outbox, feed);
        Rows.enqueue(outbox, Rows.event("one", "a"));
        Eventually.holds("one is published", () -> Rows.state(outbox, "one").equals("published"));
        RunningPump second = RunningPump.start(outbox, feed);

        first.stop();
        Rows.enqueue(outbox, Rows.event("two", "a"));
        Eventually.holds("two is published", () -> Rows.state(outbox, "two").equals("published"));
        second.stop();

        assertThat(outbox.query("SELECT token, holder, is_settled FROM control_events_pump"))
                .containsExactly("2 null 1");
        assertThat(Rows.ids(FeedContent.of(feed))).containsExactly("one", "two");
    }

    @ParameterizedTest
    @EnumSource
    void drainBesideAnotherPump_saysSo(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        try (PumpLease other = new PumpLease(outbox.outbox(), "other", LONG)) {
            other.tryAcquire();
            assertThatThrownBy(() ->
                            RunningPump.pump(outbox, feed, RunningPump.QUICK).drain())
                    .isInstanceOf(OutboxException.class)
                    .hasMessageContaining("another pump");
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaseThatIsHeld_isNotGivenAgain_untilItIsReleasedOrRunsOut(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        try (PumpLease first = new PumpLease(outbox.outbox(), "first", LONG);
                PumpLease second = new PumpLease(outbox.outbox(), "second", SHORT);
                PumpLease third = new PumpLease(outbox.outbox(), "third", LONG)) {
            assertThat(first.tryAcquire()).hasValue(1);
            assertThat(second.tryAcquire()).isEmpty();

            first.release(1);
            assertThat(second.tryAcquire()).hasValue(2);
            assertThatThrownBy(() -> first.renew(1)).isInstanceOf(LeaseLostException.class);

            Eventually.holds(
                    "the second one's has run out", () -> third.tryAcquire().isPresent());
            assertThatThrownBy(() -> second.renew(2)).isInstanceOf(LeaseLostException.class);
            second.release(2);
            assertThat(first.tryAcquire()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaseOfADeadPump_fromAClockThatWasAhead_isGivenAgainAtOnce(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        try (PumpLease dead = new PumpLease(outbox.outbox(), "dead", LONG);
                PumpLease next = new PumpLease(outbox.outbox(), "next", SHORT)) {
            dead.tryAcquire();
            assertThat(next.tryAcquire()).isEmpty();

            outbox.execute("UPDATE control_events_pump SET expires_at = "
                    + (database == Database.SQLITE
                            ? "strftime('%Y-%m-%dT%H:%M:%fZ', expires_at, '+2 hours')"
                            : "expires_at + interval '2 hours'"));

            assertThat(next.tryAcquire()).hasValue(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void pumpThatLostItsLease_writesNothing(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Rows.enqueue(outbox, Rows.event("one", "a"));
        try (PumpLease first = new PumpLease(outbox.outbox(), "first", SHORT);
                PumpLease second = new PumpLease(outbox.outbox(), "second", LONG);
                PumpStore store = new PumpStore(outbox.outbox())) {
            first.tryAcquire();
            Eventually.holds("it has run out", () -> second.tryAcquire().isPresent());
            Settlement settlement = new Settlement();
            settlement.published(store.pending(1, List.of()).get(0).id(), 7);

            assertThatThrownBy(() -> store.settle(1, settlement)).isInstanceOf(LeaseLostException.class);
            assertThat(Rows.state(outbox, "one")).isEqualTo("pending");
            assertThat(store.settle(2, settlement)).isOne();
            assertThat(store.settle(2, settlement))
                    .as("again, because the answer was lost")
                    .isZero();
        }
        assertThat(outbox.query("SELECT published_total FROM control_events_pump"))
                .containsExactly("1");
    }
}
