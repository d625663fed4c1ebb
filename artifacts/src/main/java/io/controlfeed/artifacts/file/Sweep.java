package io.controlfeed.artifacts.file;

import io.controlfeed.artifacts.CollectableStore.Collected;
import io.controlfeed.artifacts.StorePath;
import io.controlfeed.feed.ArtifactRef;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what nobody needs: artifacts that are not reachable, and what killed processes were writing. */
final class Sweep {
    /** Whoever writes for so long without a byte is dead; if not, its put fails and says so. */
    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final StoreLayout layout;
    private final StoreLock lock;
    private final InstantSource clock;
    private final AtomicBoolean done = new AtomicBoolean();

    Sweep(StoreLayout layout, StoreLock lock, InstantSource clock) {
        this.layout = layout;
        this.lock = lock;
        this.clock = clock;
    }

    Collected collect(Set<String> reachable, Duration grace) throws IOException, InterruptedException {
        abandoned();
        Instant oldest = clock.instant().minus(grace);
        Tally tally = new Tally();
        each(
                layout.artifacts(),
                shard -> each(shard, file -> {
                    Optional<ArtifactRef> ref = StorePath.parse(fileName(shard), fileName(file));
                    if (ref.isPresent()) {
                        boolean mayGo = !reachable.contains(ref.get().digest());
                        tally.count(mayGo && isOld(file, oldest) ? removeIfStillOld(file, oldest) : Optional.empty());
                    }
                }));
        return tally.total();
    }

    /** Looks again under the lock, since a put may have made it young meanwhile. */
    private Optional<Long> removeIfStillOld(Path file, Instant oldest) throws IOException, InterruptedException {
        return lock.held(() -> {
            Optional<BasicFileAttributes> found = Disk.look(file).filter(now -> isOld(now, oldest));
            if (found.isPresent()) {
                Files.delete(file);
            }
            return found.map(BasicFileAttributes::size);
        });
    }

    /**
     * When a store is first written to: what a crash left must not wait for somebody to collect garbage. Whoever writes need not be
     * kept from it by what cannot be removed.
     */
    void abandonedOnce() throws InterruptedException {
        if (!done.getAndSet(true)) {
            try {
                abandoned();
            } catch (IOException error) {
                LOG.warn("cannot remove what an earlier process left in {}", layout.staging(), error);
            }
        }
    }

    private void abandoned() throws IOException, InterruptedException {
        Instant oldest = clock.instant().minus(ABANDONED_AFTER);
        each(layout.staging(), file -> {
            if (StoreLayout.isStaged(file) && isOld(file, oldest)) {
                Files.deleteIfExists(file);
            }
        });
    }

    private static boolean isOld(Path file, Instant oldest) throws IOException {
        return Disk.look(file).filter(found -> isOld(found, oldest)).isPresent();
    }

    private static boolean isOld(BasicFileAttributes found, Instant oldest) {
        return found.lastModifiedTime().toInstant().isBefore(oldest);
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private interface Visit {
        void to(Path path) throws IOException, InterruptedException;
    }

    /** What is no directory, or none any more, has nothing in it. */
    private static void each(Path directory, Visit visit) throws IOException, InterruptedException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("in " + directory);
                }
                visit.to(entry);
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        } catch (NoSuchFileException | NotDirectoryException nothing) {
            return;
        }
    }

    private static final class Tally {
        private long kept;
        private long removed;
        private long freedBytes;

        /** @param freed the size of an artifact that was removed; none if it was kept */
        void count(Optional<Long> freed) {
            freed.ifPresentOrElse(
                    bytes -> {
                        removed++;
                        freedBytes += bytes;
                    },
                    () -> kept++);
        }

        Collected total() {
            return new Collected(kept, removed, freedBytes);
        }
    }
}
