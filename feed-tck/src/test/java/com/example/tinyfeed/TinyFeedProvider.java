package com.example.tinyfeed;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A feed in one text file. */
public final class TinyFeedProvider implements FeedProvider {
    static final Setting<Path> FILE = Setting.required("tiny-file", "FILE", "the file that is the feed", Path::of);
    static final Setting<Care> CARE =
            new Setting<>("tiny-care", "CARE", "how careful it is", Care.FULL.name(), Care::valueOf);

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public String summary() {
        return "a feed in one text file, by example.com";
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of(Ability.APPEND, Ability.POLL, Ability.DURABLE);
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(FILE, CARE);
    }

    @Override
    public Source openSource(Settings settings) {
        return new TinySource(open(settings));
    }

    @Override
    public Sink openSink(Settings settings) {
        return new TinySink(open(settings));
    }

    private static TinyFile open(Settings settings) {
        Path file = settings.get(FILE);
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException usual) {
            // The feed is there.
        } catch (IOException e) {
            throw new FeedException.Unavailable("open of " + file, "it cannot be created", "Choose another.", e);
        }
        return new TinyFile(file, settings.get(CARE));
    }
}
