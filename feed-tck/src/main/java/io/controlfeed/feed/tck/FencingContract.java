package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.util.List;
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
}
