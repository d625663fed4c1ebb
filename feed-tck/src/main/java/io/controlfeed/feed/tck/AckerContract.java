package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.Acker;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Acknowledgement (rules A): for a backend with the ability ACK. */
public abstract class AckerContract extends FeedContract {
    private static final int COUNT = 10;

    @Test
    void A1_acks_doNotMovePolls() {
        List<ControlEvent> all = appendAll(openSink(), events("a", COUNT));
        Source source = openSource();
        assertThat(readAll(source, 0)).isEqualTo(all);

        ack(source, "a-0", "a-1", "a-2", "a-9");

        assertThat(readAll(source, 0)).isEqualTo(all);
        assertThat(readAll(source, all.get(5).controlVersion())).isEqualTo(all.subList(6, COUNT));
    }

    @Test
    void A1_eventsWithoutAck_areDeliveredAgain() {
        List<ControlEvent> all = appendAll(openSink(), events("a", COUNT));
        try (Source source = feed().openSource()) {
            assertThat(readAll(source, 0)).isEqualTo(all);
            ack(source, "a-0", "a-1");
        }

        assertThat(readAll(openSource(), 0)).isEqualTo(all);
    }

    @Test
    void A2_strangeAcks_areHarmless() {
        List<ControlEvent> all = appendAll(openSink(), events("a", COUNT));
        Source source = openSource();
        ack(source, "a-3");
        poll(source, 0, NO_WAIT);

        ack(source, "never-seen", "a-5", "a-4", "a-4", "a-0", "a-0");
        patience().call("an ack from another thread", () -> {
            ack(source, "a-1");
            return true;
        });

        assertThat(readAll(source, 0)).isEqualTo(all);
    }

    @Test
    void A3_acknowledgedPosition_passesNoHoleAndReachesTheEnd() {
        Sink sink = openSink();
        List<ControlEvent> all = appendAll(sink, events("a", COUNT));
        Source source = openSource();
        assertThat(readAll(source, 0)).isEqualTo(all);

        ack(source, "a-0", "a-1", "a-3", "a-4");
        patience().until("the position is behind a-1", () -> shown(source, all) >= version(all, 1));
        readAll(source, version(all, 4));
        assertThat(shown(source, all)).as("a-2 is not acknowledged").isLessThan(version(all, 2));

        ack(source, "a-9", "a-8", "a-7", "a-6", "a-5", "a-2");
        patience().until("the position is behind a-9", () -> shown(source, all) >= version(all, COUNT - 1));
    }

    @Test
    void C1_ackAfterClose_throws() {
        Source source = openSource();
        source.close();

        assertThatThrownBy(() -> ack(source, "a")).isInstanceOf(IllegalStateException.class);
    }

    /** Polls once, since a backend may pass acks on only while it polls, and tells what the feed shows. */
    private long shown(Source source, List<ControlEvent> all) {
        poll(source, lastVersion(all), NO_WAIT);
        return feed().ackedUpTo();
    }

    private static long version(List<ControlEvent> all, int index) {
        return all.get(index).controlVersion();
    }

    private static void ack(Source source, String... ids) {
        for (String id : ids) {
            ((Acker) source).ack(id);
        }
    }
}
