package io.controlfeed.feed.file;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Opens the feed in a directory. */
public final class FileFeedProvider implements FeedProvider {
    @Override
    public String name() {
        return "file";
    }

    @Override
    public String summary() {
        return "a feed in a directory: one file per event, and a drop folder";
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.APPEND, Ability.POLL, Ability.LOOKUP, Ability.EPOCH, Ability.LAG, Ability.DURABLE);
    }

    @Override
    public List<Setting<?>> settings() {
        return FileFeedSettings.ALL;
    }

    @Override
    public Source openSource(Settings settings) {
        return FileSource.open(FileFeedSettings.from(settings));
    }

    @Override
    public Sink openSink(Settings settings) {
        return FileSink.open(FileFeedSettings.from(settings));
    }
}
