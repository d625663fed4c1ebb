package io.controlfeed.feed.file;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.InvalidEventException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/** The events, one file each. */
record EventFiles(FeedLayout layout) {
    private static final byte NEWLINE = '\n';

    /** An event's file content: its canonical JSON and a newline. */
    static byte[] encode(ControlEvent stamped) {
        byte[] json = EventJson.encode(stamped);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = NEWLINE;
        return line;
    }

    /** @throws NoSuchFileException if there is no file for this version */
    byte[] bytes(long version) throws IOException {
        return Files.readAllBytes(layout.event(version));
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
            throw new MalformedFileException(file, String.join("; ", malformed.problems()));
        }
        if (event.controlVersion() != version) {
            throw new MalformedFileException(
                    file, "it carries control version " + event.controlVersion() + ", not " + version);
        }
        return event;
    }

    boolean exists(long version) {
        return version <= FeedLayout.MAX_VERSION && Files.exists(layout.event(version));
    }

    /** Whether there is any: looks at one directory entry, however many there are. */
    boolean any() throws IOException {
        if (!Files.isDirectory(layout.events())) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.events())) {
            return entries.iterator().hasNext();
        }
    }

    /** The earliest version that is kept; {@code end + 1} if none is. The slow way: it lists, and is taken on errors only. */
    long earliest(long end) throws IOException {
        for (Path directory : directories()) {
            OptionalLong first = versions(directory).min();
            if (first.isPresent()) {
                return Math.min(first.getAsLong(), end + 1);
            }
        }
        return end + 1;
    }

    /** The last version that is there, for a hint. Lists. */
    long last() throws IOException {
        List<Path> directories = directories();
        for (int i = directories.size() - 1; i >= 0; i--) {
            OptionalLong last = versions(directories.get(i)).max();
            if (last.isPresent()) {
                return last.getAsLong();
            }
        }
        return 0;
    }

    private List<Path> directories() throws IOException {
        return list(layout.events()).stream()
                .filter(FeedLayout::isEventDirectory)
                .sorted()
                .toList();
    }

    private static LongStream versions(Path directory) throws IOException {
        return list(directory).stream()
                .map(FeedLayout::versionOf)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong);
    }

    private static List<Path> list(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return StreamSupport.stream(entries.spliterator(), false).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
    }
}
