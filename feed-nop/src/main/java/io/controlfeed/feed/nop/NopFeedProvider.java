package io.controlfeed.feed.nop;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.util.List;
import java.util.Set;

/** Opens the feed that does nothing. It declares no ability, so nothing can mistake it for a feed that stores. */
public final class NopFeedProvider implements FeedProvider {
    @Override
    public String name() {
        return "nop";
    }

    @Override
    public String summary() {
        return "the disabled feed: stores nothing, delivers nothing";
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of();
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of();
    }

    @Override
    public Source openSource(Settings settings) {
        return new NopSource();
    }

    @Override
    public Sink openSink(Settings settings) {
        return new NopSink();
    }
}
