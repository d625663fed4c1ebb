package com.example.tinyfeed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reads the whole file for each append: tiny feeds only. */
final class TinySink implements Sink {
    private static final int BUFFERED = 50;
    private static final long LONG_ENOUGH_TO_BE_SEEN = 5_000_000;

    private final TinyFile file;
    private final StringBuilder unwritten = new StringBuilder();
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
        boolean interrupted = Thread.interrupted();
        try (Closing lock = lock();
                FileChannel channel =
                        FileChannel.open(file.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return lock.holds() ? append(channel, events) : List.of();
        } catch (IOException e) {
            return events.stream().<AppendOutcome>map(event -> failed(event, e)).toList();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<AppendOutcome> append(FileChannel channel, List<ControlEvent> events) throws IOException {
        List<TinyFile.Line> lines = file.read("append to " + name());
        Map<String, Long> versions = new HashMap<>();
        long end = unwrittenVersion;
        for (TinyFile.Line line : lines) {
            if (!line.isRemoval()) {
                versions.put(line.event("append to " + name()).eventId(), line.version());
            }
            end = Math.max(end, line.version());
        }
        List<AppendOutcome> outcomes = new ArrayList<>();
        for (ControlEvent event : events) {
            Long held = versions.get(event.eventId());
            if (held == null) {
                ControlEvent stamped = event.stamped(++end);
                versions.put(event.eventId(), end);
                unwritten.append(TinyFile.line(stamped));
                outcomes.add(new AppendOutcome.Appended(stamped));
            } else {
                outcomes.add(new AppendOutcome.Duplicate(event.stamped(held)));
            }
        }
        unwrittenVersion = end;
        boolean mayWait = file.care() == Care.BUFFERS && unwritten.length() < BUFFERED * 200;
        if (!mayWait) {
            write(channel);
        }
        return outcomes;
    }

    private void write(FileChannel channel) throws IOException {
        byte[] bytes = unwritten.toString().getBytes(UTF_8);
        unwritten.setLength(0);
        channel.position(endOfLastWholeLine(channel));
        int half = file.care() == Care.TEARS ? bytes.length / 2 : bytes.length;
        channel.write(ByteBuffer.wrap(bytes, 0, half));
        if (file.care() == Care.TEARS) {
            LockSupport.parkNanos(LONG_ENOUGH_TO_BE_SEEN);
        }
        channel.write(ByteBuffer.wrap(bytes, half, bytes.length - half));
        channel.truncate(channel.position());
        channel.force(true);
    }

    private static long endOfLastWholeLine(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** In a file of its own: closing any descriptor of a locked file gives up the lock. */
    private Closing lock() throws IOException {
        if (file.care() == Care.UNLOCKED) {
            return new Closing(null);
        }
        FileChannel channel =
                FileChannel.open(Path.of(file.path() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        while (true) {
            try {
                return new Closing(channel.lock());
            } catch (OverlappingFileLockException anotherSinkOfThisProcess) {
                Thread.onSpinWait();
            }
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

    private record Closing(@Nullable FileLock lock) implements AutoCloseable {
        boolean holds() {
            return lock == null || lock.isValid();
        }

        @Override
        public void close() throws IOException {
            if (lock != null) {
                lock.channel().close();
            }
        }
    }
}
