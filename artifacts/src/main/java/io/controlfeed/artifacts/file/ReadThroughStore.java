package io.controlfeed.artifacts.file;

import io.controlfeed.artifacts.Artifact;
import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.artifacts.CollectableStore;
import io.controlfeed.artifacts.RemoteArtifacts;
import io.controlfeed.feed.ArtifactRef;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory in front of a remote: what is asked for is fetched once, verified, and read from the directory. A damaged file in it
 * is fetched anew. The directory is a store of its own, and may be thrown away.
 */
public final class ReadThroughStore implements CollectableStore {
    private static final Logger LOG = LoggerFactory.getLogger(ReadThroughStore.class);
    /** Wrong bytes may be put together of what two servers behind one address sent, so once more from the beginning. */
    private static final int TRIES = 2;

    private final FileStore local;
    private final RemoteArtifacts remote;
    private final long atMost;
    private final Turns turns = new Turns();

    private ReadThroughStore(FileStore local, RemoteArtifacts remote, long atMost) {
        this.local = local;
        this.remote = remote;
        this.atMost = atMost;
    }

    /**
     * Opens it; nothing is fetched yet.
     *
     * @param dir where to keep what was fetched; made if it is missing
     * @param fsync whether what was fetched must survive a power loss: if not, it is fetched again
     * @param atMost the most bytes that one artifact may have, even if its reference does not say
     * @param remote closed with the store
     */
    public static ArtifactStore open(Path dir, boolean fsync, long atMost, RemoteArtifacts remote) {
        return new ReadThroughStore(new FileStore(dir, fsync, InstantSource.system()), remote, atMost);
    }

    @Override
    public String name() {
        return remote.name() + " through " + local.name();
    }

    @Override
    public Artifact get(ArtifactRef ref) throws InterruptedException {
        String operation = "get of " + ref.digest() + " from " + name();
        Optional<Artifact> kept = find(operation, ref);
        if (kept.isPresent()) {
            return kept.get();
        }
        return FileErrors.tried(
                operation,
                () -> turns.inTurn(ref.digest(), () -> {
                    Optional<Artifact> fetchedMeanwhile = find(operation, ref);
                    return fetchedMeanwhile.isPresent() ? fetchedMeanwhile.get() : fetch(operation, ref);
                }));
    }

    private Optional<Artifact> find(String operation, ArtifactRef ref) throws InterruptedException {
        try {
            return local.find(operation, ref);
        } catch (ArtifactException.Corrupt damaged) {
            LOG.warn("{}: {}; it is fetched anew", damaged.operation(), damaged.reason());
            return Optional.empty();
        }
    }

    private Artifact fetch(String operation, ArtifactRef ref) throws InterruptedException {
        String actual = "";
        for (int i = 0; i < TRIES; i++) {
            try (Staged staged = local.stage(operation)) {
                remote.fetch(ref, new BoundedIncoming(operation, ref, atMost, staged));
                actual = staged.finish();
                if (actual.equals(ref.digest())) {
                    local.keep(operation, staged, ref);
                    // Out of the very file, so that no collection can come between.
                    StoredFile fetched = new StoredFile(operation, staged.path(), ref);
                    return FileErrors.tried(operation, () -> fetched.verified(staged.release()));
                }
            }
        }
        throw new ArtifactException.Corrupt(
                operation,
                ref.digest(),
                actual,
                remote.name() + " sent other bytes, those of " + actual,
                "Put the right bytes there, and look whether something on the way changes them. Nothing was kept.");
    }

    @Override
    public boolean exists(ArtifactRef ref) throws InterruptedException {
        return (local.isThere() && local.exists(ref)) || remote.exists(ref);
    }

    /** Of what was fetched; the remote is left as it is. */
    @Override
    public Collected collect(Set<String> reachable, Duration grace) throws InterruptedException {
        return local.isThere() ? local.collect(reachable, grace) : new Collected(0, 0, 0);
    }

    @Override
    public void close() {
        local.close();
        remote.close();
    }
}
