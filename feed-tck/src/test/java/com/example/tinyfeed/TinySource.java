package com.example.tinyfeed;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

final class TinySource implements Source {
    private final TinyFile file;
    private final CountDownLatch closed = new CountDownLatch(1);

    TinySource(TinyFile file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "tiny:" + file.path();
    }

    @Override
    public List<ControlEvent> poll(long since, Duration wait) throws InterruptedException {
        Source.check(since, wait);
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(wait);
        List<ControlEvent> next = look(since);
        while (next.isEmpty() && System.nanoTime() - deadline < 0) {
            closed.await(Math.min(2_000_000, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            next = look(since);
        }
        return next;
    }

    private List<ControlEvent> look(long since) {
        if (closed.getCount() == 0) {
            throw new IllegalStateException("the source is closed: " + name());
        }
        String operation = "poll since " + since + " of " + name();
        List<ControlEvent> next = new ArrayList<>();
        long end = 0;
        for (TinyFile.Line line : file.read(operation)) {
            end = line.version();
            if (line.isRemoval()) {
                requireKept(operation, since, line.version());
            } else if (line.version() > since && next.size() < MAX_POLL) {
                try {
                    next.add(line.event(operation));
                } catch (FeedException.Corrupt corrupt) {
                    if (next.isEmpty()) {
                        throw corrupt;
                    }
                    return next;
                }
            }
        }
        if (since > end) {
            throw new FeedException.Gap(operation, since, 1, end);
        }
        return next;
    }

    private void requireKept(String operation, long since, long removedUpTo) {
        if (since < removedUpTo) {
            List<TinyFile.Line> lines = file.read(operation);
            throw new FeedException.Gap(
                    operation,
                    since,
                    removedUpTo + 1,
                    lines.get(lines.size() - 1).version());
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
