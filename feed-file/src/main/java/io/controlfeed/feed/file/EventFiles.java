package io.controlfeed.feed.file;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.InvalidEventException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The events, one file each. */
record EventFiles(FeedLayout layout) {
    /** Twice what an event takes in its canonical form: a newer version, or a person, may write it at greater length. */
    static final int MAX_BYTES = 2 * ControlEvent.MAX_ENCODED_BYTES;

    private static final byte NEWLINE = '\n';

    /** Does something with an event on its file. */
    interface Visitor {
        /** Returns whether to go on. */
        boolean visit(ControlEvent event, byte[] content) throws IOException;
    }

    /** An event's file content: its canonical JSON and a newline. */
    static byte[] encode(ControlEvent stamped) {
        byte[] json = EventJson.encode(stamped);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = NEWLINE;
        return line;
    }

    /**
     * @throws NoSuchFileException if there is no file for this version
     * @throws MalformedFileException if what is there cannot be an event
     */
    byte[] bytes(long version) throws IOException {
        Path file = layout.event(version);
        try {
            return Disk.read(file, MAX_BYTES);
        } catch (MalformedFileException unread) {
            throw new MalformedFileException(file, version, unread.problem());
        }
    }

    /**
     * @throws NoSuchFileException if there is no file for this version
     * @throws MalformedFileException if it is not that event
     */
    ControlEvent read(long version) throws IOException {
        return decode(version, bytes(version));
    }

    ControlEvent decode(long version, byte[] content) throws MalformedFileException {
        Path file = layout.event(version);
        ControlEvent event;
        try {
            event = EventJson.decode(content);
        } catch (InvalidEventException malformed) {
            throw new MalformedFileException(file, version, String.join("; ", malformed.problems()));
        }
        if (event.controlVersion() != version) {
            throw new MalformedFileException(
                    file, version, "it carries control version " + event.controlVersion() + ", not " + version);
        }
        return event;
    }

    boolean exists(long version) {
        return version <= FeedLayout.MAX_VERSION && Files.exists(layout.event(version));
    }

    /**
     * Why there is no event at a version that the head counts. In the earliest directory that is left, somebody may be removing
     * events at this moment, in any order; elsewhere it is lost.
     *
     * @throws MalformedFileException if it is lost
     */
    void requireRemoved(long version, long end) throws IOException {
        if (FeedLayout.directoryNumber(version) > FeedLayout.directoryNumber(earliest(1, end))) {
            throw new MalformedFileException(
                    layout.event(version), version, "it is missing, though earlier events are there");
        }
    }

    /** The first version, from one on, whose event is not there; looks to the end of its directory. */
    OptionalLong firstMissing(long version, long end) throws IOException {
        Set<Long> there = versions(Disk.parent(layout.event(version))).boxed().collect(Collectors.toSet());
        return LongStream.rangeClosed(version, Math.min(end, FeedLayout.lastOfDirectory(version)))
                .filter(v -> !there.contains(v))
                .findFirst();
    }

    /**
     * The earliest version that is there from one on; {@code end + 1} if none is. The slow way: it lists, and is taken on errors
     * only.
     */
    long earliest(long from, long end) throws IOException {
        for (Path directory : directories(from)) {
            OptionalLong first = versions(directory).filter(v -> v >= from).min();
            if (first.isPresent()) {
                return Math.min(first.getAsLong(), end + 1);
            }
        }
        return end + 1;
    }

    /** Every version that is there from one on, ascending. Lists their directories, and the names of all others. */
    List<Long> from(long version) throws IOException {
        LongStream all = LongStream.empty();
        for (Path directory : directories(version)) {
            all = LongStream.concat(all, versions(directory).filter(v -> v >= version));
        }
        return all.sorted().boxed().toList();
    }

    /** The last version that is there, for a hint; 0 if none is. Lists. */
    long last() throws IOException {
        List<Path> directories = directories(1);
        for (int i = directories.size() - 1; i >= 0; i--) {
            OptionalLong last = versions(directories.get(i)).max();
            if (last.isPresent()) {
                return last.getAsLong();
            }
        }
        return 0;
    }

    /**
     * Reads all that is there up to the end, in order. As slow as the feed is long.
     *
     * @throws MalformedFileException if one is damaged or lost
     */
    void visitAll(long end, Visitor visitor) throws IOException {
        long first = earliest(1, end);
        boolean goOn = true;
        for (long version = first; goOn && version <= end; version++) {
            try {
                byte[] content = bytes(version);
                goOn = visitor.visit(decode(version, content), content);
            } catch (NoSuchFileException missing) {
                requireRemoved(version, end);
            }
        }
    }

    /** Those that can hold a version and what follows it, ascending. */
    private List<Path> directories(long version) throws IOException {
        return Disk.list(layout.events()).stream()
                .filter(directory -> FeedLayout.isEventDirectory(directory)
                        && directory.compareTo(Disk.parent(layout.event(version))) >= 0)
                .sorted()
                .toList();
    }

    private static LongStream versions(Path directory) throws IOException {
        try {
            return Disk.list(directory).stream()
                    .map(FeedLayout::versionOf)
                    .filter(OptionalLong::isPresent)
                    .mapToLong(OptionalLong::getAsLong);
        } catch (NoSuchFileException removedMeanwhile) {
            return LongStream.empty();
        }
    }
}
