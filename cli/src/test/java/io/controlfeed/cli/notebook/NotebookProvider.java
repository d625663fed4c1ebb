package io.controlfeed.cli.notebook;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A feed in one text file, a line an event, which gets into any trouble that it is told to. */
public final class NotebookProvider implements FeedProvider {
    private static final Setting<Path> FILE =
            Setting.required("notebook-file", "FILE", "where to write, 100% plain %s text", Path::of);
    private static final Setting<String> TROUBLE =
            new Setting<>("notebook-trouble", "KIND", "what goes wrong", "none", text -> text);
    private static final Setting<Map<String, String>> NOTE =
            Setting.properties("notebook-note", "KEY=VALUE", "an attribute that is added to every event");
    private static final Setting<Optional<String>> NODE =
            Setting.optional(FeedProvider.NODE, "NAME", "who reads", text -> text);
    private static final Setting<Optional<Integer>> PIN = Setting.optional(
                    "notebook-pin", "DIGITS", "opens the lock", Integer::valueOf)
            .secret();

    @Override
    public String name() {
        return "notebook";
    }

    @Override
    public String summary() {
        return "a feed in one text file";
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.LOOKUP, Ability.APPEND, Ability.POLL);
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(FILE, TROUBLE, NOTE, NODE, PIN);
    }

    @Override
    public Source openSource(Settings settings) {
        settings.get(NODE).ifPresent(node -> note(settings.get(FILE), node));
        return new NotebookSource(new Pages(settings.get(FILE)), new Trouble(settings.get(TROUBLE)));
    }

    private static void note(Path file, String node) {
        try {
            Files.writeString(Path.of(file + ".node"), node);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public Sink openSink(Settings settings) {
        settings.get(PIN);
        return new NotebookSink(new Pages(settings.get(FILE)), new Trouble(settings.get(TROUBLE)), settings.get(NOTE));
    }
}
