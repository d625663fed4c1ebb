package io.controlfeed.feed.tck;

import static io.controlfeed.feed.tck.Misbehaviour.ACCEPTS_MISSING_SETTINGS;
import static io.controlfeed.feed.tck.Misbehaviour.ANSWERS_TO_ANOTHER_NAME;
import static io.controlfeed.feed.tck.Misbehaviour.CHANGES_ITS_EPOCH_ON_OPENING;
import static io.controlfeed.feed.tck.Misbehaviour.FORGETS_IDS_ON_REOPENING;
import static io.controlfeed.feed.tck.Misbehaviour.IGNORES_SETTINGS;
import static io.controlfeed.feed.tck.Misbehaviour.KEEPS_ITS_EPOCH_WHEN_RECREATED;
import static io.controlfeed.feed.tck.Misbehaviour.LEAVES_THREADS_BEHIND;
import static io.controlfeed.feed.tck.Misbehaviour.NEVER_FENCES;
import static io.controlfeed.feed.tck.Misbehaviour.OVERSTATES_ITS_ABILITIES;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A {@link MemoryFeed} that breaks the contract in the ways it is told to: to show that the suites notice, and that a pump or an
 * applier survives it.
 */
public final class MisbehavingFeed implements FeedProvider {
    private final MemoryFeed memory;
    private final Set<Misbehaviour> ways = EnumSet.noneOf(Misbehaviour.class);
    private final Set<String> delivered = new HashSet<>();
    private final Set<Long> hidden = ConcurrentHashMap.newKeySet();
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger opened = new AtomicInteger();
    private final String firstEpoch;

    public MisbehavingFeed(MemoryFeed memory) {
        this.memory = memory;
        this.firstEpoch = memory.epoch();
    }

    /** From now on, in this way too. */
    public synchronized MisbehavingFeed misbehave(Misbehaviour way) {
        ways.add(way);
        return this;
    }

    /** From now on as the contract says. */
    public synchronized void behave() {
        ways.clear();
    }

    synchronized boolean does(Misbehaviour way) {
        return ways.contains(way);
    }

    MemoryFeed memory() {
        return memory;
    }

    /** The ids that any source has delivered, for sources that let each other starve. */
    Set<String> delivered() {
        return delivered;
    }

    /** The versions that no source shows for now. */
    Set<Long> hidden() {
        return hidden;
    }

    /** For whoever opens a handle and forgets what it started. */
    private void startForgottenThread() {
        if (does(LEAVES_THREADS_BEHIND)) {
            Thread forgotten = new Thread(this::waitForEver, "a forgotten thread");
            forgotten.setDaemon(true);
            forgotten.start();
        }
    }

    private void waitForEver() {
        try {
            never.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    String epochOf(String epoch) {
        if (does(CHANGES_ITS_EPOCH_ON_OPENING)) {
            return UUID.randomUUID().toString();
        }
        return does(KEEPS_ITS_EPOCH_WHEN_RECREATED) ? firstEpoch : epoch;
    }

    @Override
    public String name() {
        return does(ANSWERS_TO_ANOTHER_NAME) ? "forgotten" : memory.name();
    }

    @Override
    public String summary() {
        return memory.summary() + ", misbehaving";
    }

    @Override
    public Set<Ability> abilities() {
        return memory.abilities();
    }

    @Override
    public List<Setting<?>> settings() {
        List<Setting<?>> settings = new ArrayList<>(memory.settings());
        if (does(ACCEPTS_MISSING_SETTINGS)) {
            settings.add(Setting.required("memory-place", "DIR", "never read", text -> text));
        }
        if (does(IGNORES_SETTINGS)) {
            settings.add(new Setting<>("no-such-setting", "N", "never read", "", text -> text));
        }
        return settings;
    }

    @Override
    public Source openSource(Settings settings) {
        startForgottenThread();
        return new MisbehavingSource(this, (MemorySource) memory.openSource(settings));
    }

    @Override
    public Sink openSink(Settings settings) {
        startForgottenThread();
        if (does(OVERSTATES_ITS_ABILITIES)) {
            return new OrdinarySink(memory.openSink(settings));
        }
        if (does(FORGETS_IDS_ON_REOPENING)) {
            memory.forgetIdsBeforeTheLast(0);
        }
        return new MisbehavingSink(this, (MemorySink) openUnfenced(settings));
    }

    private Sink openUnfenced(Settings settings) {
        return does(NEVER_FENCES)
                ? FeedRegistry.of(memory)
                        .openSink(
                                memory.name(), Map.of(MemoryFeed.PUBLISHER.key(), "nobody-" + opened.incrementAndGet()))
                : memory.openSink(settings);
    }
}
