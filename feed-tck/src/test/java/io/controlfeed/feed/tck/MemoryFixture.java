package io.controlfeed.feed.tck;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedProvider;
import java.time.Duration;
import java.util.Map;

/** A memory feed for one test, seen through a provider that may misbehave. */
record MemoryFixture(MemoryFeed memory, FeedProvider provider) implements FeedFixture {
    MemoryFixture() {
        this(new MemoryFeed());
    }

    private MemoryFixture(MemoryFeed memory) {
        this(memory, memory);
    }

    static MemoryFixture misbehaving(Misbehaviour way) {
        MemoryFeed memory = new MemoryFeed();
        return new MemoryFixture(memory, new MisbehavingFeed(memory).misbehave(way));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public Map<String, String> settingsOfPublisher(String identity) {
        return Map.of(MemoryFeed.PUBLISHER.key(), identity);
    }

    @Override
    public long plantGarbage() {
        return memory.plantGarbage();
    }

    @Override
    public void removeUpTo(long version) {
        memory.removeUpTo(version);
    }

    @Override
    public void recreate() {
        memory.recreate();
    }

    @Override
    public void goAway() {
        memory.goAway();
    }

    @Override
    public void comeBack() {
        memory.comeBack();
    }

    @Override
    public ControlEvent rejected(ControlEvent event) {
        return ControlEvent.builder(event.eventId(), event.type(), event.subject())
                .tenantId(event.tenantId())
                .attribute(MemoryFeed.REJECT, "yes")
                .build();
    }

    @Override
    public long ackedUpTo() {
        return memory.ackedUpTo();
    }

    /** Short where something is expected to hang. */
    @Override
    public Duration patience() {
        return provider == memory ? FeedFixture.super.patience() : Duration.ofMillis(500);
    }

    @Override
    public void close() {}
}
