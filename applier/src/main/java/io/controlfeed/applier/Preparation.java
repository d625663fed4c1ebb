package io.controlfeed.applier;

import io.controlfeed.applier.node.ReadyEvent;
import io.controlfeed.applier.projection.Projection;
import io.controlfeed.applier.projection.UnfitEventException;
import io.controlfeed.applier.projection.Unfitness;
import io.controlfeed.artifacts.Artifact;
import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.SettingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Does with events what needs no database: fetches and verifies their artifacts, several at once and bounded in bytes, and decodes them. */
final class Preparation implements AutoCloseable {
    private static final String ARTIFACTS = "artifacts";
    private static final int THREADS = 4;
    private static final int KIBIBYTE = 1_024;
    /** What an artifact is taken for whose size its event does not tell. */
    private static final long USUAL_BYTES = 1_024 * KIBIBYTE;

    private final @Nullable ArtifactStore store;
    private final Projection projection;
    private final Set<String> types;
    private final Duration patience;
    private final Stop stop;
    private final Troubles troubles;
    private final ApplierMetrics metrics;
    private final int kibibytes;
    private final Semaphore room;
    private final ExecutorService fetchers = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "controlfeed-artifacts");
        thread.setDaemon(true);
        return thread;
    });

    Preparation(
            @Nullable ArtifactStore store,
            Projection projection,
            ApplierSettings settings,
            Stop stop,
            Troubles troubles,
            ApplierMetrics metrics) {
        this.store = store;
        this.projection = projection;
        this.types = settings.types();
        this.patience = settings.artifactPatience();
        this.stop = stop;
        this.troubles = troubles;
        this.metrics = metrics;
        this.kibibytes = Math.toIntExact(settings.aheadBytes() / KIBIBYTE);
        this.room = new Semaphore(kibibytes, true);
    }

    /** Begins to prepare an event; waits while there is no room for its artifact. */
    Prepared begin(int lane, ControlEvent event) throws InterruptedException {
        int share = share(event);
        room.acquire(share);
        return begin(lane, event, share);
    }

    /** Begins to prepare an event, if there is room for its artifact. */
    @Nullable
    Prepared tryBegin(int lane, ControlEvent event) throws InterruptedException {
        int share = share(event);
        return room.tryAcquire(share) ? begin(lane, event, share) : null;
    }

    private Prepared begin(int lane, ControlEvent event, int share) throws InterruptedException {
        Prepared prepared = new Prepared(lane, event, () -> room.release(share));
        ArtifactRef ref = event.artifact();
        if (!isExpected(event)) {
            prepared.complete(unexpected(lane, event));
        } else if (ref == null) {
            prepared.complete(decode(lane, event, null));
        } else {
            fetchers.execute(() -> {
                try {
                    prepared.complete(fetch(prepared, ref));
                } catch (Throwable failed) {
                    // An error, too: whoever waits for this event must not wait for ever.
                    prepared.fail(failed);
                }
            });
        }
        return prepared;
    }

    private boolean isExpected(ControlEvent event) {
        return types.isEmpty() || types.contains(event.type());
    }

    private static ReadyEvent unexpected(int lane, ControlEvent event) {
        return ReadyEvent.unfit(
                lane,
                event,
                new UnfitEventException(
                        Unfitness.UNKNOWN_TYPE,
                        "its type " + event.type() + " is not expected here",
                        "Start the applier with --allow-type " + event.type()
                                + " too, and retry the event; or discard it."));
    }

    /** An artifact that is larger than all the room is fetched when nothing else is. */
    private int share(ControlEvent event) {
        ArtifactRef ref = event.artifact();
        if (ref == null || !isExpected(event)) {
            return 0;
        }
        long bytes = ref.size() == null ? USUAL_BYTES : ref.size();
        return (int) Math.max(1, Math.min(kibibytes, bytes / KIBIBYTE));
    }

    private ReadyEvent fetch(Prepared prepared, ArtifactRef ref) throws InterruptedException {
        if (store == null) {
            throw new SettingException(
                    "event '" + prepared.event().eventId() + "' refers to an artifact, and the applier was"
                            + " not told where artifacts are: give it --artifacts");
        }
        Instant begin = Instant.now();
        for (int failures = 1; ; failures++) {
            try {
                Artifact artifact = metrics.fetch(() -> store.get(ref));
                prepared.hold(artifact);
                ReadyEvent ready = decode(prepared.lane(), prepared.event(), artifact);
                troubles.clear(ARTIFACTS);
                return ready;
            } catch (ArtifactException.NotFound missing) {
                if (isOver(prepared.event(), begin)) {
                    troubles.clear(ARTIFACTS);
                    return unfit(prepared, Unfitness.MISSING_ARTIFACT, missing);
                }
                troubles.hold(ARTIFACTS, missing);
            } catch (ArtifactException.Unavailable away) {
                troubles.hold(ARTIFACTS, away);
            } catch (ArtifactException.Corrupt | ArtifactException.Rejected bad) {
                return unfit(prepared, Unfitness.BAD_ARTIFACT, bad);
            }
            stop.pauseAfter(failures);
        }
    }

    /** Whether an artifact that nobody has was waited for: by this node, or since its event was made. */
    private boolean isOver(ControlEvent event, Instant begin) {
        Instant since = event.createdAt().isBefore(begin) ? event.createdAt() : begin;
        return Instant.now().isAfter(since.plus(patience));
    }

    private static ReadyEvent unfit(Prepared prepared, Unfitness kind, ArtifactException why) {
        return ReadyEvent.unfit(
                prepared.lane(),
                prepared.event(),
                new UnfitEventException(kind, why.operation() + ": " + why.reason(), why.hint(), why));
    }

    private ReadyEvent decode(int lane, ControlEvent event, @Nullable Artifact artifact) throws InterruptedException {
        try {
            return ReadyEvent.of(lane, event, projection.prepare(event, artifact));
        } catch (UnfitEventException unfit) {
            return ReadyEvent.unfit(lane, event, unfit);
        } catch (ArtifactException ofTheStore) {
            throw ofTheStore;
        } catch (RuntimeException fault) {
            return ReadyEvent.unfit(lane, event, UnfitEventException.ofFault(fault));
        }
    }

    @Override
    public void close() {
        fetchers.shutdownNow();
    }
}
