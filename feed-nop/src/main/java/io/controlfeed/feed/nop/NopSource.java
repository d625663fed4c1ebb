package io.controlfeed.feed.nop;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A feed on which nothing ever happens: each poll waits as long as it was told, and brings nothing. */
final class NopSource implements Source {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public String name() {
        return "nop";
    }

    @Override
    public List<ControlEvent> poll(long since, Duration wait) throws InterruptedException {
        Source.check(since, wait);
        if (closed.getCount() == 0) {
            throw new IllegalStateException("the source is closed: nop");
        }
        boolean closedMeanwhile = closed.await(TimeUnit.NANOSECONDS.convert(wait), TimeUnit.NANOSECONDS);
        if (closedMeanwhile) {
            throw new IllegalStateException("the source was closed while it waited: nop");
        }
        return List.of();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
