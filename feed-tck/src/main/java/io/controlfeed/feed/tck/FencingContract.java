package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** One sink per publisher identity (rule X5): for a backend with the ability FENCING. */
public abstract class FencingContract extends FeedContract {
    @Test
    void X5_olderSinkOfAnIdentity_isFencedAndStoresNothing() {
        Sink older = openSinkOf("pump");
        Sink bystander = openSinkOf("other");
        older.append(event("a"));
        Sink newer = openSinkOf("pump");
        newer.append(event("b"));

        AppendOutcome outcome = older.append(List.of(event("c"))).get(0);

        assertThat(outcome).isInstanceOfSatisfying(AppendOutcome.Failed.class, failed -> {
            assertThat(failed.error()).isInstanceOf(FeedException.Fenced.class);
            assertExplains(failed.error(), "c");
        });
        newer.append(event("d"));
        bystander.append(event("e"));
        assertThat(ids(readAll())).containsExactly("a", "b", "d", "e");
    }

    @Test
    void X5_newerSink_takesOverWhileTheOlderAppends() {
        Sink older = openSinkOf("pump");
        List<ControlEvent> promised = Collections.synchronizedList(new ArrayList<>());
        FutureTask<FeedException> appending =
                patience().start("a sink to be fenced", () -> appendUntilItFails(older, promised));
        patience().until("the older sink has appended something", () -> !promised.isEmpty());

        Sink newer = openSinkOf("pump");
        ControlEvent takenOver = newer.append(event("taken-over"));

        assertThat(patience().finish("a sink to be fenced", appending)).isInstanceOf(FeedException.Fenced.class);
        ControlEvent last = promised.get(promised.size() - 1);
        assertThat(newer.append(List.of(last.unstamped()))).containsExactly(new AppendOutcome.Duplicate(last));
        promised.add(takenOver);
        assertThat(readAll()).isEqualTo(promised);
    }

    @Test
    void X5_fencedSinkDuringAnOutage_storesNothing() {
        Sink older = openSinkOf("pump");
        openSinkOf("pump").append(event("a"));

        feed().whileAway(() -> {
            for (ControlEvent event : events("b", 2)) {
                assertThat(patience().call("an append during an outage", () -> older.append(List.of(event))))
                        .allMatch(AppendOutcome.Failed.class::isInstance);
            }
        });

        assertThat(ids(patience().call("reading after an outage", this::readAll)))
                .containsExactly("a");
    }

    /** Tries what may be stored or not again with the same id, as every caller must. */
    private static FeedException appendUntilItFails(Sink sink, List<ControlEvent> promised) {
        ControlEvent event = event("a-0");
        while (true) {
            AppendOutcome outcome = sink.append(List.of(event)).get(0);
            if (!(outcome instanceof AppendOutcome.Failed failed)) {
                promised.add(outcome.orThrow());
                event = event("a-" + promised.size());
            } else if (!(failed.error() instanceof FeedException.Indeterminate)) {
                return failed.error();
            }
        }
    }
}
