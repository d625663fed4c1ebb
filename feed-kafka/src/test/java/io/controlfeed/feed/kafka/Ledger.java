package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Appends batch after batch as a careful publisher does, and keeps account of what it was told: what is in doubt is tried again
 * until it is settled, also by sinks that are opened anew; what is not stored is tried again or given up.
 */
final class Ledger {
    private static final int LARGEST_BATCH = 5;

    private final Topic topic;
    private final String[] settings;
    private final Random random = Chaos.random("publisher");

    private final AtomicInteger storedSoFar = new AtomicInteger();
    private final Map<String, Long> stored = new HashMap<>();
    private final Set<String> givenUp = new HashSet<>();
    private final Set<String> wereInDoubt = new HashSet<>();
    private int doubtful;
    private int duplicates;
    private int unavailable;
    private int fenced;

    Ledger(Topic topic, String... settings) {
        this.topic = topic;
        this.settings = settings;
    }

    /** How many events were told as stored; may be asked meanwhile. */
    int stored() {
        return storedSoFar.get();
    }

    Void appendUntil(BooleanSupplier over) {
        Sink sink = open();
        for (int batch = 0; !over.getAsBoolean(); batch++) {
            List<ControlEvent> open = Topic.events("batch-" + batch, 0, 1 + random.nextInt(LARGEST_BATCH));
            while (!open.isEmpty()) {
                Round round = new Round(sink.append(open));
                open = round.stillOpen;
                if (round.mustReopen || (!open.isEmpty() && random.nextInt(4) == 0)) {
                    sink.close();
                    sink = open();
                }
            }
        }
        sink.close();
        return null;
    }

    private Sink open() {
        while (true) {
            try {
                return topic.openSink(settings);
            } catch (FeedException.Unavailable away) {
                unavailable++;
            }
        }
    }

    static boolean isIndeterminate(AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.Failed failed && failed.error() instanceof FeedException.Indeterminate;
    }

    /** What one append was told. */
    private final class Round {
        private final List<ControlEvent> stillOpen = new ArrayList<>();
        private final boolean givesUp = random.nextBoolean();
        private boolean mustReopen;

        Round(List<AppendOutcome> outcomes) {
            outcomes.forEach(this::note);
        }

        private void note(AppendOutcome outcome) {
            if (outcome instanceof AppendOutcome.Failed failed) {
                note(failed);
            } else if (outcome instanceof AppendOutcome.HeldBack heldBack) {
                notStored(heldBack.event());
            } else {
                ControlEvent stamped = outcome.orThrow();
                duplicates += outcome instanceof AppendOutcome.Duplicate ? 1 : 0;
                assertThat(stored.put(stamped.eventId(), stamped.controlVersion()))
                        .isNull();
                storedSoFar.incrementAndGet();
            }
        }

        private void note(AppendOutcome.Failed failed) {
            if (isIndeterminate(failed)) {
                doubtful++;
                wereInDoubt.add(failed.event().eventId());
                stillOpen.add(failed.event());
            } else {
                assertThat(failed.error()).isInstanceOfAny(FeedException.Unavailable.class, FeedException.Fenced.class);
                mustReopen |= failed.error() instanceof FeedException.Fenced;
                fenced += failed.error() instanceof FeedException.Fenced ? 1 : 0;
                unavailable += failed.error() instanceof FeedException.Unavailable ? 1 : 0;
                notStored(failed.event());
            }
        }

        /** By this call, that is: what an earlier one left in doubt may be there. */
        private void notStored(ControlEvent event) {
            if (givesUp && !wereInDoubt.contains(event.eventId())) {
                givenUp.add(event.eventId());
            } else {
                stillOpen.add(event);
            }
        }
    }

    /** The feed holds what was told as stored, once and at the versions that were told, and nothing else. */
    void check() throws InterruptedException {
        List<ControlEvent> all = topic.readAll(settings);
        String seed = "-Dchaos.seed=" + Chaos.SEED;
        assertThat(Topic.ids(all)).as(seed).doesNotHaveDuplicates();
        assertThat(givenUp).as(seed).noneMatch(Set.copyOf(Topic.ids(all))::contains);
        assertThat(Topic.versions(all)).as(seed).isEqualTo(stored);
        Chaos.report(topic.name() + ": " + stored.size() + " events stored, " + givenUp.size() + " given up; told "
                + doubtful + " times in doubt (" + wereInDoubt.size() + " events), " + duplicates + " times duplicate, "
                + unavailable + " times unavailable, " + fenced + " times fenced");
    }
}
