package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The incarnation of a feed (rules H): for a backend with the ability EPOCH. */
public abstract class EpochContract extends FeedContract {
    @Test
    void H1_epoch_isTheSameForAllAndAfterReopening() {
        String epoch;
        try (Sink sink = feed().openSink()) {
            epoch = epoch(sink);
            sink.append(event("a"));
        }

        assertThat(epoch).isNotBlank();
        assertThat(epoch(openSink())).isEqualTo(epoch);
        assertThat(epoch(openSource())).isEqualTo(epoch);
        assertThat(epoch(openSource())).isEqualTo(epoch);
    }

    @Test
    void H2_recreatedFeed_hasAnotherEpoch() {
        String old = epoch(openSource());

        feed().recreate();

        Source source = openSource();
        String recreated = epoch(source);
        assertThat(recreated).isNotEqualTo(old);
        assertThat(epoch(openSink())).isEqualTo(recreated);
        assertThatThrownBy(() -> ((EpochAware) source).requireEpoch(old))
                .isInstanceOfSatisfying(FeedException.EpochChanged.class, changed -> {
                    assertThat(changed.expected()).isEqualTo(old);
                    assertThat(changed.actual()).isEqualTo(recreated);
                    assertExplains(changed, old);
                });
    }

    @Test
    void H2_sourceOpenWhileItsFeedIsRecreated_refuses() {
        Source source = openSource();
        openSinkOf("old").append(event("a"));
        long position = lastVersion(poll(source, 0, NO_WAIT));

        feed().recreate();
        appendAll(openSinkOf("new"), events("b", 5));

        assertThatThrownBy(() -> poll(source, position, NO_WAIT)).isInstanceOf(FeedException.EpochChanged.class);
        assertThatThrownBy(() -> poll(source, 0, NO_WAIT)).isInstanceOf(FeedException.EpochChanged.class);
    }

    @Test
    void H2_sinkOpenWhileItsFeedIsRecreated_refuses() {
        Sink sink = openSinkOf("old");
        sink.append(event("a"));

        feed().recreate();

        assertThat(sink.append(List.of(event("b"))).get(0))
                .isInstanceOfSatisfying(
                        AppendOutcome.Failed.class,
                        failed -> assertThat(failed.error()).isInstanceOf(FeedException.EpochChanged.class));
        assertThat(readAll()).isEmpty();
        if (sink instanceof EventLookup lookup) {
            openSinkOf("new").append(event("a"));
            assertThatThrownBy(() -> lookup.versionsOf(List.of("a"), 0)).isInstanceOf(FeedException.EpochChanged.class);
            assertThatThrownBy(() -> lookup.idsAfter(0)).isInstanceOf(FeedException.EpochChanged.class);
        }
    }

    @Test
    void C1_epoch_isKnownAfterClose() {
        Source source = openSource();
        Sink sink = openSink();
        String epoch = epoch(source);

        source.close();
        sink.close();

        assertThat(epoch(source)).isEqualTo(epoch);
        assertThat(epoch(sink)).isEqualTo(epoch);
    }

    private static String epoch(AutoCloseable handle) {
        return ((EpochAware) handle).epoch();
    }
}
