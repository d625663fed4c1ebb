package io.controlfeed.artifacts.file;

import io.controlfeed.artifacts.Artifact;
import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.artifacts.CollectableStore;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.feed.ArtifactRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Artifacts in a directory. Any number of stores, threads and processes may use one directory at once. */
final class FileStore implements WritableStore, CollectableStore {
    private static final int BUFFER = 1 << 17;

    private final String name;
    private final StoreLayout layout;
    private final Disk disk;
    private final StoreLock lock;
    private final InstantSource clock;
    private final Sweep sweep;
    private volatile boolean closed;

    FileStore(Path dir, boolean fsync, InstantSource clock) {
        this.name = "file:" + dir;
        this.layout = new StoreLayout(dir.toAbsolutePath());
        this.disk = new Disk(layout.root(), fsync);
        this.lock = new StoreLock(layout.lock());
        this.clock = clock;
        this.sweep = new Sweep(layout, lock, clock);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Artifact get(ArtifactRef ref) throws InterruptedException {
        String operation = operation("get of", ref);
        return find(operation, ref).orElseThrow(() -> missing(operation));
    }

    /** As {@link #get}, but none if it is not there, or there is no store yet. */
    Optional<Artifact> find(String operation, ArtifactRef ref) throws InterruptedException {
        requireOpen();
        return FileErrors.tried(operation, () -> {
            StoredFile file = new StoredFile(operation, layout.artifact(ref), ref);
            Optional<BasicFileAttributes> found = Disk.look(file.path());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            if (!found.get().isRegularFile()) {
                throw file.notRegular();
            }
            try {
                return Optional.of(file.verified(Disk.open(file.path())));
            } catch (NoSuchFileException collectedMeanwhile) {
                return Optional.empty();
            }
        });
    }

    @Override
    public boolean exists(ArtifactRef ref) throws InterruptedException {
        requireOpen();
        String operation = operation("look for", ref);
        Optional<BasicFileAttributes> found = FileErrors.tried(operation, () -> Disk.look(layout.artifact(ref)));
        if (found.isEmpty() && !isThere()) {
            throw noStore(operation);
        }
        return found.filter(BasicFileAttributes::isRegularFile)
                .filter(file -> ref.size() == null || file.size() == ref.size())
                .isPresent();
    }

    @Override
    public ArtifactRef put(byte[] bytes) throws InterruptedException {
        ArtifactRef ref = new ArtifactRef(Sha256.of(bytes), (long) bytes.length, null, null);
        String operation = operation("put of", ref);
        if (!isKept(operation, ref)) {
            try (Staged staged = stage(operation)) {
                staged.write(ByteBuffer.wrap(bytes));
                keep(operation, staged, ref);
            }
        }
        return ref;
    }

    @Override
    public ArtifactRef put(InputStream bytes) throws IOException, InterruptedException {
        String operation = "put of a stream into " + name;
        byte[] buffer = new byte[BUFFER];
        try (Staged staged = stage(operation)) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                staged.write(ByteBuffer.wrap(buffer, 0, count));
            }
            ArtifactRef ref = new ArtifactRef(staged.finish(), staged.position(), null, null);
            keep(operation, staged, ref);
            return ref;
        }
    }

    @Override
    public Collected collect(Set<String> reachable, Duration grace) throws InterruptedException {
        requireOpen();
        reachable.forEach(ArtifactRef::of);
        if (grace.isNegative()) {
            throw new IllegalArgumentException("a grace period of " + grace + ": it must not be negative");
        }
        String operation = "collection of " + name;
        if (!isThere()) {
            throw noStore(operation);
        }
        return FileErrors.tried(operation, () -> sweep.collect(reachable, grace));
    }

    Staged stage(String operation) throws InterruptedException {
        requireOpen();
        return FileErrors.tried(operation, () -> {
            disk.directory(layout.staging());
            sweep.abandonedOnce();
            return new Staged(operation, layout.staged());
        });
    }

    /** Gives the bytes their name, unless they have it already: what is there is replaced only if it is damaged. */
    void keep(String operation, Staged staged, ArtifactRef ref) throws InterruptedException {
        if (isKept(operation, ref)) {
            return;
        }
        FileErrors.tried(operation, () -> {
            Path file = layout.artifact(ref);
            Path shard = layout.shard(ref);
            disk.directory(shard);
            staged.sync(disk);
            lock.held(() -> {
                disk.rename(staged.path(), file);
                return file;
            });
            disk.sync(shard);
            return file;
        });
    }

    /**
     * Whether the store holds these bytes; then they are young again, and durable. They are read for that: it costs less than
     * writing them durably once more, and a put that trusted a damaged file would lose the bytes.
     */
    private boolean isKept(String operation, ArtifactRef ref) throws InterruptedException {
        try (Artifact kept = find(operation, ref).orElse(null)) {
            return kept != null && isMadeYoung(operation, ref);
        } catch (ArtifactException.Corrupt damaged) {
            return false;
        }
    }

    private boolean isMadeYoung(String operation, ArtifactRef ref) throws InterruptedException {
        return FileErrors.tried(operation, () -> {
            Path file = layout.artifact(ref);
            boolean young = lock.held(() -> Disk.look(file).isPresent() && disk.touch(file, clock.instant()));
            if (young) {
                disk.directory(layout.shard(ref));
                disk.sync(file);
                disk.sync(layout.shard(ref));
            }
            return young;
        });
    }

    boolean isThere() {
        return Files.isDirectory(layout.artifacts());
    }

    private ArtifactException missing(String operation) {
        return isThere()
                ? new ArtifactException.NotFound(
                        operation,
                        "it is not there",
                        "Put it there, or look whether its producer puts it elsewhere or a collection has removed it.")
                : noStore(operation);
    }

    /** A disk that is not mounted looks like an empty directory, and must not look like an artifact that was lost. */
    private ArtifactException.Unavailable noStore(String operation) {
        return new ArtifactException.Unavailable(
                operation,
                "there is no artifact store: " + layout.artifacts() + " is no directory",
                "See that the directory is right and mounted; the first put makes a store.",
                null);
    }

    private String operation(String what, ArtifactRef ref) {
        return what + " " + ref.digest() + " in " + name;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the artifact store is closed: " + name);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
