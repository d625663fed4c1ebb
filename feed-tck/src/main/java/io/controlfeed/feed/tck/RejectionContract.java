package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a failed event does to its batch (rule B2): for a backend that rejects some well-formed events for themselves alone. */
public abstract class RejectionContract extends FeedContract {
    @Test
    void B2_rejectedEvent_holdsBackItsSubjectAndNothingElse() {
        ControlEvent poison = feed().rejected(event("poison", "sick"));

        List<AppendOutcome> outcomes = openSink()
                .append(List.of(
                        event("before", "sick"),
                        poison,
                        event("behind", "sick"),
                        event("beside", "well"),
                        event("last", "sick")));

        assertThat(outcomes.get(0)).isInstanceOf(AppendOutcome.Appended.class);
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(AppendOutcome.Failed.class, failed -> {
            assertThat(failed.error()).isInstanceOf(FeedException.Rejected.class);
            assertExplains(failed.error(), "poison");
        });
        assertThat(outcomes.get(2)).isEqualTo(new AppendOutcome.HeldBack(event(outcomes, 2), "poison"));
        assertThat(outcomes.get(3)).isInstanceOf(AppendOutcome.Appended.class);
        assertThat(outcomes.get(4)).isEqualTo(new AppendOutcome.HeldBack(event(outcomes, 4), "poison"));
        assertThat(ids(readAll())).containsExactly("before", "beside");
    }

    private static ControlEvent event(List<AppendOutcome> outcomes, int index) {
        return outcomes.get(index).event();
    }
}
