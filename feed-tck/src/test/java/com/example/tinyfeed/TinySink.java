package com.example.tinyfeed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Reads the whole file for each append: tiny feeds only. */
final class TinySink implements Sink {
    private static final int BUFFERED = 50;
    private static final long SHORT = 100_000;
    private static final long LONG_ENOUGH_TO_BE_SEEN = 5_000_000;

    private final TinyFile file;
    private final StringBuilder unwritten = new StringBuilder();
    private final Map<String, Long> known = new HashMap<>();
    private long learnedUpTo;
    private long unwrittenVersion;
    private boolean closed;

    TinySink(TinyFile file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "tiny:" + file.path();
    }

    @Override
    public synchronized List<AppendOutcome> append(List<ControlEvent> events) {
        if (closed) {
            throw new IllegalStateException("the sink is closed: " + name());
        }
        Sink.check(events);
        try {
            return appendLocked(events);
        } catch (IOException e) {
            return events.stream().<AppendOutcome>map(event -> failed(event, e)).toList();
        }
    }

    private List<AppendOutcome> appendLocked(List<ControlEvent> events) throws IOException {
        Closeable lock = lock();
        try (RandomAccessFile open = open()) {
            return append(open, events);
        } finally {
            lock.close();
        }
    }

    private List<AppendOutcome> append(RandomAccessFile open, List<ControlEvent> events) throws IOException {
        long end = Math.max(unwrittenVersion, learn(file.read("append to " + name())));
        Map<String, Long> fresh = new HashMap<>();
        List<AppendOutcome> outcomes = new ArrayList<>();
        for (ControlEvent event : events) {
            Long held = known.getOrDefault(event.eventId(), fresh.get(event.eventId()));
            if (held == null) {
                ControlEvent stamped = event.stamped(++end);
                fresh.put(event.eventId(), end);
                unwritten.append(TinyFile.line(stamped));
                outcomes.add(new AppendOutcome.Appended(stamped));
            } else {
                outcomes.add(new AppendOutcome.Duplicate(event.stamped(held)));
            }
        }
        unwrittenVersion = end;
        boolean mayWait = file.care() == Care.BUFFERS && unwritten.length() < BUFFERED * 200;
        if (!mayWait) {
            write(open);
        }
        return outcomes;
    }

    /** No channel: an interrupt would close it in the middle of the append. */
    private RandomAccessFile open() throws IOException {
        if (!Files.exists(file.path())) {
            throw new NoSuchFileException(file.path().toString());
        }
        return new RandomAccessFile(file.path().toFile(), "rw");
    }

    /** Decodes the lines that it has not seen before, and returns the last version. */
    private long learn(List<TinyFile.Line> lines) {
        for (TinyFile.Line line : lines) {
            if (line.version() > learnedUpTo) {
                if (!line.isRemoval()) {
                    known.put(line.event("append to " + name()).eventId(), line.version());
                }
                learnedUpTo = line.version();
            }
        }
        return learnedUpTo;
    }

    private void write(RandomAccessFile open) throws IOException {
        byte[] bytes = unwritten.toString().getBytes(UTF_8);
        unwritten.setLength(0);
        if (file.care() == Care.UNLOCKED && bytes.length > 0) {
            LockSupport.parkNanos(LONG_ENOUGH_TO_BE_SEEN);
        }
        open.seek(endOfLastWholeLine(open));
        int half = file.care() == Care.TEARS ? bytes.length / 2 : bytes.length;
        open.write(bytes, 0, half);
        if (file.care() == Care.TEARS) {
            LockSupport.parkNanos(LONG_ENOUGH_TO_BE_SEEN);
        }
        open.write(bytes, half, bytes.length - half);
        open.setLength(open.getFilePointer());
        open.getFD().sync();
    }

    private static long endOfLastWholeLine(RandomAccessFile open) throws IOException {
        for (long end = open.length(); end > 0; end--) {
            open.seek(end - 1);
            if (open.read() == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** In a file of its own: closing any descriptor of a locked file gives up the lock. */
    private Closeable lock() throws IOException {
        if (file.care() == Care.UNLOCKED) {
            return () -> {};
        }
        RandomAccessFile lockFile = new RandomAccessFile(file.path() + ".lock", "rw");
        while (true) {
            try {
                FileLock lock = lockFile.getChannel().tryLock();
                if (lock != null) {
                    return lock.channel();
                }
            } catch (OverlappingFileLockException anotherSinkOfThisProcess) {
                // It will be done soon.
            }
            LockSupport.parkNanos(SHORT);
        }
    }

    private AppendOutcome failed(ControlEvent event, IOException e) {
        return new AppendOutcome.Failed(
                event,
                new FeedException.Indeterminate(
                        "append of event '" + event.eventId() + "' to " + name(),
                        "" + e.getMessage(),
                        "Try again.",
                        e));
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
