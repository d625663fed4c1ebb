package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Events, append and batches (rules E, W and B), and a sink's errors and end: for a backend with the ability APPEND. */
public abstract class SinkContract extends FeedContract {
    private static final int THREADS = 4;
    private static final int EACH = 50;

    @Test
    void E1_event_isReadAsItWasAppended() {
        ControlEvent full = ControlEvent.builder("Full.event_1-a", "policy.replaced/v2", "politik/größe \"∑\" \\ 🜁")
                .tenantId("tenant of all things")
                .version(Long.MAX_VALUE)
                .baseVersion(41L)
                .artifact(new ArtifactRef(
                        "sha256:" + "0123456789abcdef".repeat(4),
                        0L,
                        "application/json; charset=utf-8",
                        "https://a/b?c=d"))
                .createdAt(Instant.parse("2026-01-31T23:59:59.123456Z"))
                .origin("control-plane-1")
                .attribute("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .attribute("empty", "")
                .build();
        ControlEvent bare = ControlEvent.builder("bare", "t", "s")
                .createdAt(Instant.parse("0001-01-01T00:00:00Z"))
                .build();

        List<ControlEvent> stamped = appendAll(openSink(), List.of(full, bare));

        assertThat(readAll())
                .isEqualTo(stamped)
                .extracting(ControlEvent::unstamped)
                .containsExactly(full, bare);
    }

    @Test
    void E1_largestEvent_isReadAsItWasAppended() {
        ControlEvent largest = Events.largest("largest");

        ControlEvent stamped = openSink().append(largest);

        assertThat(readAll()).containsExactly(stamped);
        assertThat(stamped.unstamped()).isEqualTo(largest);
    }

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
        List<ControlEvent> first = appendAll(sink, events("a", 10));

        List<AppendOutcome> again = sink.append(events("a", 10));

        assertThat(again).allMatch(AppendOutcome.Duplicate.class::isInstance);
        assertThat(versions(again))
                .isEqualTo(first.stream().map(ControlEvent::controlVersion).toList());
    }

    @Test
    void W4_sameIdAfterReopening_hasTheVersionItHas() {
        List<ControlEvent> first;
        try (Sink sink = feed().openSink()) {
            first = appendAll(sink, events("a", 10));
        }

        List<AppendOutcome> again = openSink().append(events("a", 10));

        assertThat(again).allMatch(AppendOutcome.Duplicate.class::isInstance);
        assertThat(versions(again))
                .isEqualTo(first.stream().map(ControlEvent::controlVersion).toList());
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
    void W7_threads_shareASink() {
        Sink sink = openSink();
        List<FutureTask<Integer>> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            String prefix = "thread-" + t;
            threads.add(patience().start(prefix, () -> {
                for (ControlEvent event : events(prefix, EACH)) {
                    sink.append(event);
                }
                return EACH;
            }));
        }
        for (FutureTask<Integer> thread : threads) {
            patience().finish("an appending thread", thread);
        }

        List<ControlEvent> all = readAll();
        assertThat(all).hasSize(THREADS * EACH);
        for (int t = 0; t < THREADS; t++) {
            String prefix = "thread-" + t;
            assertThat(ids(all)).filteredOn(id -> id.startsWith(prefix)).isEqualTo(ids(events(prefix, EACH)));
        }
    }

    @Test
    void W8_interrupt_changesNoOutcomeAndIsKept() {
        Sink sink = openSink();

        boolean kept = patience().call("an interrupted append", () -> {
            for (ControlEvent event : events("a", 20)) {
                Thread.currentThread().interrupt();
                sink.append(event);
            }
            return Thread.interrupted();
        });

        assertThat(kept).as("the interrupt is still there").isTrue();
        assertThat(ids(readAll())).isEqualTo(ids(events("a", 20)));
        sink.append(event("later"));
        assertThat(readAll()).hasSize(21);
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
    void X1_appendDuringAnOutage_isUnavailableOrIndeterminate() {
        Sink sink = openSink();
        sink.append(event("before"));
        for (AppendOutcome outcome : appendWhileAway(sink)) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            AppendOutcome.Failed.class,
                            failed -> assertThat(failed.error())
                                    .isInstanceOfAny(
                                            FeedException.Unavailable.class, FeedException.Indeterminate.class));
        }
    }

    @Test
    void X2_unavailable_isCertainlyNotStoredAndARetryIsStoredOnce() {
        Sink sink = openSink();
        sink.append(event("before"));

        List<AppendOutcome> outcomes = appendWhileAway(sink);

        List<String> stored = ids(patience().call("reading after an outage", this::readAll));
        for (AppendOutcome outcome : outcomes) {
            boolean mayBeStored =
                    outcome instanceof AppendOutcome.Failed f && f.error() instanceof FeedException.Indeterminate;
            if (!mayBeStored) {
                assertThat(stored).doesNotContain(outcome.event().eventId());
            }
        }

        Sink retrying = openSink();
        outcomes.forEach(outcome -> retrying.append(outcome.event()));

        assertThat(ids(readAll())).containsExactlyInAnyOrder("before", "away-0", "away-1", "away-2", "away-3");
    }

    @Test
    void X6_failedAppend_namesTheEventAndWhatToDo() {
        Sink sink = openSink();
        for (AppendOutcome outcome : appendWhileAway(sink)) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            AppendOutcome.Failed.class,
                            failed -> assertExplains(
                                    failed.error(), failed.event().eventId()));
        }
    }

    @Test
    void C1_sink_isClosedTwiceAndThenOfNoUse() {
        Sink sink = openSink();
        sink.append(event("a"));
        sink.close();
        sink.close();

        assertThatThrownBy(() -> sink.append(event("b"))).isInstanceOf(IllegalStateException.class);
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

    private List<AppendOutcome> appendWhileAway(Sink sink) {
        List<AppendOutcome> outcomes = new ArrayList<>();
        feed().whileAway(() -> {
            for (ControlEvent event : events("away", 4)) {
                outcomes.addAll(patience().call("an append during an outage", () -> sink.append(List.of(event))));
            }
        });
        return outcomes;
    }

    private static List<Long> versions(List<AppendOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.orThrow().controlVersion())
                .toList();
    }
}
