package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of {@link SinkContract} about appends that fail because the feed is away (rules B2, X1, X2 and X6). */
abstract class FailedAppendContract extends ConcurrentAppendContract {
    /** Two appends: the first may well fail in another way than the next, which finds the connection gone. */
    private static final List<ControlEvent> AWAY = events("away", 2);

    FailedAppendContract() {}

    @Test
    void B2_batchDuringAnOutage_holdsBackWhatFollowsOnASubject() {
        Sink sink = openSink();
        sink.append(event("before"));
        ControlEvent first = event("first", "one");
        ControlEvent second = event("second", "one");
        ControlEvent other = event("other", "two");
        ControlEvent third = event("third", "one");

        List<AppendOutcome> outcomes = appendWhileAway(sink, List.of(List.of(first, second, other, third)));

        assertThat(outcomes).extracting(AppendOutcome::event).containsExactly(first, second, other, third);
        assertThat(outcomes.get(0)).isInstanceOf(AppendOutcome.Failed.class);
        assertThat(outcomes.get(2)).isInstanceOf(AppendOutcome.Failed.class);
        for (AppendOutcome follower : List.of(outcomes.get(1), outcomes.get(3))) {
            boolean triedTogether = isIndeterminate(outcomes.get(0)) && isIndeterminate(follower);
            if (!triedTogether) {
                assertThat(follower).isEqualTo(new AppendOutcome.HeldBack(follower.event(), "first"));
            }
        }
        assertStoredIsOnlyWhatMayBe(outcomes);
    }

    @Test
    void X1_appendDuringAnOutage_isUnavailableOrIndeterminate() {
        Sink sink = openSink();
        sink.append(event("before"));

        assertThat(appendEachWhileAway(sink))
                .hasSameSizeAs(AWAY)
                .allSatisfy(outcome -> assertThat(failure(outcome))
                        .isInstanceOfAny(FeedException.Unavailable.class, FeedException.Indeterminate.class));
    }

    @Test
    void X2_unavailable_isCertainlyNotStoredAndARetryIsStoredOnce() {
        Sink sink = openSink();
        sink.append(event("before"));

        List<AppendOutcome> outcomes = appendEachWhileAway(sink);

        assertStoredIsOnlyWhatMayBe(outcomes);
        Sink retrying = openSink();
        outcomes.forEach(outcome -> retrying.append(outcome.event()));
        assertThat(ids(readAll())).containsExactlyInAnyOrder("before", "away-0", "away-1");
    }

    @Test
    void X6_failedAppend_namesTheEventAndWhatToDo() {
        Sink sink = openSink();
        sink.append(event("before"));

        assertThat(appendEachWhileAway(sink))
                .hasSameSizeAs(AWAY)
                .allSatisfy(outcome ->
                        assertExplains(failure(outcome), outcome.event().eventId()));
    }

    private List<AppendOutcome> appendEachWhileAway(Sink sink) {
        return appendWhileAway(sink, AWAY.stream().map(List::of).toList());
    }

    private List<AppendOutcome> appendWhileAway(Sink sink, List<List<ControlEvent>> batches) {
        List<AppendOutcome> outcomes = new ArrayList<>();
        feed().whileAway(() -> batches.forEach(
                batch -> outcomes.addAll(patience().call("an append during an outage", () -> sink.append(batch)))));
        return outcomes;
    }

    private void assertStoredIsOnlyWhatMayBe(List<AppendOutcome> outcomes) {
        List<String> stored = ids(patience().call("reading after an outage", this::readAll));

        assertThat(stored).startsWith("before");
        assertThat(outcomes)
                .filteredOn(outcome -> stored.contains(outcome.event().eventId()))
                .allMatch(FailedAppendContract::isIndeterminate);
    }

    private static boolean isIndeterminate(AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.Failed failed && failed.error() instanceof FeedException.Indeterminate;
    }

    private static FeedException failure(AppendOutcome outcome) {
        assertThat(outcome).isInstanceOf(AppendOutcome.Failed.class);
        return ((AppendOutcome.Failed) outcome).error();
    }
}
