package io.controlfeed.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.feed.tck.MisbehavingFeed;
import io.controlfeed.feed.tck.Misbehaviour;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.pump.PumpSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A pump that ended between append and record left rows that are in the feed and look as if they were not. The feed of these tests
 * stores whatever it is given, also twice: only whoever asks it before is safe.
 */
class RecoveryTest {
    private static final String CRASH = "UPDATE control_events_pump SET is_settled = 0";

    @TempDir
    Path dir;

    private final MemoryFeed memory = new MemoryFeed();
    private final MisbehavingFeed feed = new MisbehavingFeed(memory).misbehave(Misbehaviour.STORES_DUPLICATES);

    @ParameterizedTest
    @EnumSource
    void whatTheFeedHoldsAlready_isRecordedAndNotPublishedAgain(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Rows.enqueue(outbox, Rows.events("recorded", 10, "a"));
        drain(outbox, feed);
        List<ControlEvent> unrecorded = Rows.events("unrecorded", 30, "a", "b");
        Rows.enqueue(outbox, unrecorded);
        Rows.enqueue(outbox, Rows.events("new", 10, "a", "b"));
        publishWithoutRecord(unrecorded.subList(0, 10));
        publishWithoutRecord(Rows.events("of-others", 2 * EventLookup.MAX_IDS, "x"));
        publishWithoutRecord(unrecorded.subList(10, 30));
        outbox.execute(CRASH);

        drain(outbox, feed);

        List<ControlEvent> content = FeedContent.of(memory);
        assertThat(Rows.ids(content)).doesNotHaveDuplicates().hasSize(10 + 30 + 2 * EventLookup.MAX_IDS + 10);
        assertThat(outbox.query("SELECT event_id, published_control_version FROM control_events_outbox ORDER BY id"))
                .isEqualTo(content.stream()
                        .filter(event -> !event.subject().equals("x"))
                        .map(event -> event.eventId() + " " + event.controlVersion())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void rowThatFailedLongAgo_andThenWasPublishedWithoutRecord_isFoundToo(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Rows.enqueue(outbox, Rows.event("first", "a"), Rows.poison("failed", "b"));
        drainWithOneAttempt(outbox);
        assertThat(Rows.state(outbox, "failed")).isEqualTo("retrying");
        outbox.execute("UPDATE control_events_outbox SET attributes = NULL");
        publishWithoutRecord(List.of(Rows.event("failed", "b")));
        outbox.execute(CRASH);

        drain(outbox, feed);

        assertThat(Rows.ids(FeedContent.of(memory))).containsExactly("first", "failed");
        assertThat(Rows.state(outbox, "failed")).isEqualTo("published");
    }

    @ParameterizedTest
    @EnumSource
    void outboxThatWasRestoredFromACopy_isBroughtUpToDate(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Rows.enqueue(outbox, Rows.event("one", "a"), Rows.event("two", "a"), Rows.event("three", "a"));
        drain(outbox, feed);
        outbox.execute("UPDATE control_events_outbox SET state = 'pending', published_control_version = NULL,"
                + " published_at = NULL WHERE event_id <> 'one'");
        outbox.execute("UPDATE control_events_lane SET recorded_version ="
                + " (SELECT published_control_version FROM control_events_outbox WHERE event_id = 'one')");

        drain(outbox, feed);

        assertThat(Rows.ids(FeedContent.of(memory))).containsExactly("one", "two", "three");
        assertThat(outbox.query(Rows.STATES)).containsExactly("published 3");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasHeldInTheCopy_isAskedAboutToo(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Rows.enqueue(outbox, Rows.event("one", "b"), Rows.poison("front", "a"), Rows.event("behind", "a"));
        drainWithOneAttempt(outbox);
        assertThat(Rows.state(outbox, "behind")).isEqualTo("held");
        outbox.execute("UPDATE control_events_outbox SET attributes = NULL");
        publishWithoutRecord(List.of(Rows.event("front", "a"), Rows.event("behind", "a")));

        drain(outbox, feed);

        assertThat(Rows.ids(FeedContent.of(memory))).containsExactly("one", "front", "behind");
        assertThat(outbox.query(Rows.STATES)).containsExactly("published 3");
    }

    @ParameterizedTest
    @EnumSource
    void recreatedFeed_isRefused_untilItIsAccepted(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Rows.enqueue(outbox, Rows.event("old", "a"));
        drain(outbox, feed);
        memory.recreate();
        MisbehavingFeed recreated = new MisbehavingFeed(memory).misbehave(Misbehaviour.STORES_DUPLICATES);
        Rows.enqueue(outbox, Rows.event("new", "a"));

        assertThatThrownBy(() -> drain(outbox, recreated))
                .isInstanceOf(FeedException.EpochChanged.class)
                .hasMessageContaining("--accept-new-feed");
        assertThat(Rows.state(outbox, "new")).isEqualTo("pending");

        publishWithoutRecord(List.of(Rows.event("new", "a")));
        RunningPump.pump(outbox, recreated, with(true, false)).drain();
        assertThat(Rows.ids(FeedContent.of(memory))).containsExactly("new");
        assertThat(Rows.state(outbox, "new")).isEqualTo("published");
        drain(outbox, recreated);
    }

    @ParameterizedTest
    @EnumSource
    void whatRetentionDropped_isNotGuessed(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Rows.enqueue(outbox, Rows.event("old", "a"));
        drain(outbox, feed);
        publishWithoutRecord(Rows.events("of-others", 100, "x"));
        memory.removeUpTo(FeedContent.of(memory).get(50).controlVersion());
        Rows.enqueue(outbox, Rows.event("new", "a"));
        outbox.execute(CRASH);

        assertThatThrownBy(() -> drain(outbox, feed))
                .isInstanceOf(FeedException.Gap.class)
                .hasMessageContaining("--publish-after-gap");
        assertThat(Rows.state(outbox, "new")).isEqualTo("pending");

        RunningPump.pump(outbox, feed, with(false, true)).drain();
        assertThat(Rows.state(outbox, "new")).isEqualTo("published");
    }

    @ParameterizedTest
    @EnumSource
    void retentionSinceACleanEnd_isNoTrouble(Database database) throws Exception {
        Fresh outbox = database.create(dir);
        Rows.enqueue(outbox, Rows.event("old", "a"));
        drain(outbox, feed);
        publishWithoutRecord(Rows.events("of-others", 100, "x"));
        memory.removeUpTo(FeedContent.of(memory).get(50).controlVersion());
        Rows.enqueue(outbox, Rows.event("new", "a"));

        drain(outbox, feed);

        assertThat(Rows.state(outbox, "new")).isEqualTo("published");
    }

    private static void drain(Fresh outbox, FeedProvider feed) throws Exception {
        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();
    }

    /** What fails is not tried again before the test goes on. */
    private void drainWithOneAttempt(Fresh outbox) throws Exception {
        PumpSettings quick = RunningPump.QUICK;
        PumpSettings once = new PumpSettings(
                quick.holder(),
                quick.batch(),
                quick.attempts(),
                Duration.ofHours(1),
                Duration.ofHours(1),
                quick.poll(),
                quick.lease(),
                false,
                false);
        RunningPump.pump(outbox, feed, once).drain();
    }

    private static PumpSettings with(boolean acceptNewFeed, boolean publishAfterGap) {
        PumpSettings quick = RunningPump.QUICK;
        return new PumpSettings(
                quick.holder(),
                quick.batch(),
                quick.attempts(),
                quick.firstDelay(),
                quick.longestDelay(),
                quick.poll(),
                quick.lease(),
                acceptNewFeed,
                publishAfterGap);
    }

    private void publishWithoutRecord(List<ControlEvent> events) {
        FeedRegistry registry = FeedRegistry.of(memory);
        try (Sink sink = registry.openSink(memory.name(), Map.of(FeedProvider.PUBLISHER, "test"))) {
            for (int i = 0; i < events.size(); i += Sink.MAX_BATCH) {
                sink.append(events.subList(i, Math.min(events.size(), i + Sink.MAX_BATCH)))
                        .forEach(outcome -> outcome.orThrow());
            }
        }
    }
}
