package io.controlfeed.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;

class FeedExceptionTest {
    @Test
    void message_isOperationReasonAndHint() {
        FeedException error = new FeedException.Unavailable(
                "append of event 'a' to file:/feed", "the disk is full", "Free some space.", null);

        assertThat(error).hasMessage("append of event 'a' to file:/feed: the disk is full. Free some space.");
    }

    @Test
    void gap_tellsWhereToGoOn() {
        assertThat(new FeedException.Gap("poll since 5", 5, 11, 20))
                .hasMessage("poll since 5: what follows position 5 was removed; the earliest version still kept is 11. "
                        + "Do not skip it: bootstrap the node from a snapshot at version 10 or later.");
        assertThat(new FeedException.Gap("poll since 25", 25, 11, 20))
                .hasMessageContaining("position 25 is beyond the feed's end, 20");
    }

    @Test
    void heldBackEvent_tellsBehindWhich() {
        ControlEvent event = ControlEvent.builder("b", "t", "s").build();

        assertThat(catchThrowable(() -> new AppendOutcome.HeldBack(event, "a").orThrow()))
                .isInstanceOf(FeedException.Unavailable.class)
                .hasMessageContaining("'b'")
                .hasMessageContaining("behind event 'a'");
    }
}
