package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.LagAware;
import io.controlfeed.feed.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lag (rule P2): for a backend with the ability LAG. */
public abstract class LagContract extends FeedContract {
    private static final int MANY = Source.MAX_POLL + 100;

    @Test
    void P2_lag_countsWhatStandsBehindAPoll_andEndsAtNothing() {
        List<ControlEvent> all = appendAll(openSink(), events("a", MANY));
        Source source = openSource();
        assertThat(lag(source)).as("before the first poll").isZero();

        int read = 0;
        for (List<ControlEvent> polled = poll(source, 0, NO_WAIT); !polled.isEmpty(); ) {
            read += polled.size();
            assertThat(lag(source)).as("behind %d events of %d", read, MANY).isGreaterThanOrEqualTo(MANY - read);
            polled = poll(source, lastVersion(polled), NO_WAIT);
        }

        assertThat(read).isEqualTo(all.size());
        assertThat(lag(source)).as("when a poll returned nothing").isZero();
    }

    @Test
    void P2_lag_isOfWhereThePollWas_notOfTheFarthest() {
        List<ControlEvent> all = appendAll(openSink(), events("a", MANY));
        Source source = openSource();
        readAll(source, 0);

        List<ControlEvent> again = poll(source, 0, NO_WAIT);

        assertThat(lag(source)).isGreaterThanOrEqualTo(all.size() - again.size());
    }

    private static long lag(Source source) {
        return ((LagAware) source).lag();
    }
}
