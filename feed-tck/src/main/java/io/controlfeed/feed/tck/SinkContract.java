package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events, append and batches (rules E, W and B), and a sink's errors and end: for a backend with the ability APPEND. */
public abstract class SinkContract extends FailedAppendContract {
    /** What W4 promises, in the full count. */
    private static final int REMEMBERED = Chaos.count(5_000, 100_000);

    private static final int ONE_BY_ONE = 100;

    @Test
    void W1_append_survivesReopening() {
        List<ControlEvent> stamped;
        try (Sink sink = feed().openSink()) {
            stamped = appendAll(sink, events("a", 3));
        }
        try (Sink sink = feed().openSink()) {
            assertThat(readAll()).isEqualTo(stamped);
            sink.append(event("b"));
        }
        assertThat(ids(readAll())).containsExactly("a-0", "a-1", "a-2", "b");
    }

    @Test
    void W2_event_comesBackWithNothingButItsVersion() {
        ControlEvent event = event("a");

        ControlEvent stamped = openSink().append(event);

        assertThat(stamped.controlVersion()).isPositive();
        assertThat(stamped.unstamped()).isEqualTo(event);
    }

    @Test
    void W2_versions_ascendOverSinksAndReopenings() {
        List<Long> versions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (Sink sink = feed().openSink()) {
                versions.add(sink.append(event("a-" + i)).controlVersion());
                versions.add(sink.append(event("b-" + i)).controlVersion());
            }
        }
        Sink one = openSinkOf("one");
        Sink other = openSinkOf("other");
        for (int i = 0; i < 3; i++) {
            versions.add(one.append(event("c-" + i)).controlVersion());
            versions.add(other.append(event("d-" + i)).controlVersion());
        }

        assertThat(versions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void W3_event_isVisibleWhenItsAppendReturns() {
        Source before = openSource();
        Sink sink = openSink();
        long since = 0;
        for (ControlEvent event : events("a", 20)) {
            ControlEvent stamped = sink.append(event);

            assertThat(poll(before, since, NO_WAIT)).containsExactly(stamped);
            since = stamped.controlVersion();
        }
        assertThat(ids(readAll())).isEqualTo(ids(events("a", 20)));
    }

    @Test
    void W4_sameId_hasTheVersionItHas() {
        Sink sink = openSink();
        List<Long> first = versions(sink.append(events("a", 10)));

        List<AppendOutcome> again = sink.append(events("a", 10));

        assertThat(again).allMatch(AppendOutcome.Duplicate.class::isInstance);
        assertThat(versions(again)).isEqualTo(first);
    }

    @Test
    void W4_oldIds_areRememberedAlsoByALaterSink() {
        List<ControlEvent> events = events("a", REMEMBERED);
        List<ControlEvent> first;
        try (Sink sink = feed().openSink()) {
            events.subList(0, ONE_BY_ONE).forEach(sink::append);
            first = appendAll(sink, events);

            assertThat(appendAll(sink, events)).isEqualTo(first);
        }

        assertThat(appendAll(openSink(), events)).isEqualTo(first);
        assertThat(readAll()).isEqualTo(first);
    }

    @Test
    void W5_idAppendedOften_isHeldOnceAsItCameFirst() {
        ControlEvent first;
        try (Sink sink = feed().openSink()) {
            first = sink.append(event("a", "first"));
            sink.append(event("a", "second"));
        }
        Sink sink = openSink();
        sink.append(List.of(event("b"), event("a", "third"), event("c")));

        List<ControlEvent> all = readAll();
        assertThat(ids(all)).containsExactly("a", "b", "c");
        assertThat(all.get(0)).isEqualTo(first);
    }

    @Test
    void W5_idTwiceInABatch_isHeldOnce() {
        List<AppendOutcome> outcomes =
                openSink().append(List.of(event("a"), event("twice", "first"), event("twice", "second"), event("b")));

        assertThat(outcomes.get(1)).isInstanceOf(AppendOutcome.Appended.class);
        assertThat(outcomes.get(2)).isInstanceOf(AppendOutcome.Duplicate.class);
        assertThat(versions(outcomes).get(2)).isEqualTo(versions(outcomes).get(1));
        List<ControlEvent> all = readAll();
        assertThat(ids(all)).containsExactly("a", "twice", "b");
        assertThat(all.get(1).subject()).isEqualTo("first");
    }

    @Test
    void W6_batch_holdsFromNoneToTheMost() {
        Sink sink = openSink();

        assertThat(sink.append(List.of())).isEmpty();
        assertThat(appendAll(sink, events("a", Sink.MAX_BATCH))).hasSize(Sink.MAX_BATCH);
        assertThat(ids(readAll())).isEqualTo(ids(events("a", Sink.MAX_BATCH)));
    }

    @Test
    void W6_illegalBatch_isRefusedWhole() {
        Sink sink = openSink();

        assertThatThrownBy(() -> sink.append(List.of(event("a"), event("b").stamped(7))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sink.append(events("c", Sink.MAX_BATCH + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(readAll()).isEmpty();
    }

    @Test
    void B1_outcomes_standInTheOrderOfTheEventsAndAscend() {
        Sink sink = openSink();
        List<ControlEvent> batch = events("a", 50);

        List<AppendOutcome> outcomes = sink.append(batch);

        assertThat(outcomes.stream().map(o -> o.event().eventId())).containsExactlyElementsOf(ids(batch));
        assertThat(versions(outcomes)).isSorted().doesNotHaveDuplicates();
        assertThat(ids(readAll())).isEqualTo(ids(batch));
    }

    @Test
    void C1_sink_isClosedTwiceAndThenOfNoUse() {
        Sink sink = openSink();
        String name = sink.name();
        sink.append(event("a"));
        sink.close();
        sink.close();

        assertThatThrownBy(() -> sink.append(event("b"))).isInstanceOf(IllegalStateException.class);
        assertThat(sink.name()).isEqualTo(name);
        assertThat(ids(readAll())).containsExactly("a");
    }

    @Test
    void C2_closedSink_leavesNoThreadBehind() {
        Threads before = Threads.now();
        try (Sink sink = feed().openSink()) {
            sink.append(event("a"));
        }
        patience().until("no thread of the sink is left", before::noOthersNow);
    }

    private static List<Long> versions(List<AppendOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.orThrow().controlVersion())
                .toList();
    }
}
