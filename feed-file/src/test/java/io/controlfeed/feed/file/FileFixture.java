package io.controlfeed.feed.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.tck.FeedFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A directory feed for one test; gets into trouble as a person at a shell could bring it there. */
final class FileFixture implements FeedFixture {
    private final Path root;
    private final boolean fsync;

    FileFixture(Path emptyDirectory, boolean fsync) {
        this.root = emptyDirectory.resolve("feed");
        this.fsync = fsync;
        openSink().close();
    }

    @Override
    public FeedProvider provider() {
        return new FileFeedProvider();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("feed-file-dir", root.toString(), "feed-file-fsync", Boolean.toString(fsync));
    }

    /** Writes over the last event's file. */
    @Override
    public long plantGarbage() {
        try {
            FeedLayout layout = new FeedLayout(root);
            long last = Head.decode(layout.head(), Files.readAllBytes(layout.head()))
                    .end();
            Files.write(layout.event(last), "no event".getBytes(UTF_8));
            return last;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void removeUpTo(long version) {
        try {
            for (long gone = 1; gone <= version; gone++) {
                Files.deleteIfExists(new FeedLayout(root).event(gone));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void recreate() {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : innermostFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        openSink().close();
    }

    @Override
    public void goAway() {
        move(root, away());
    }

    @Override
    public void comeBack() {
        move(away(), root);
    }

    private Path away() {
        return root.resolveSibling("away");
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes that write thousands of events through to a slow and busy disk take their time. */
    @Override
    public Duration patience() {
        return Duration.ofMinutes(3);
    }

    /** The test's directory goes with everything in it. */
    @Override
    public void close() {}
}
