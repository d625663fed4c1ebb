package io.controlfeed.cli.flags;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Setting;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** The settings of every backend that there is, as flags of one command. */
public final class BackendFlags {
    public static final String SINK = "--feed-sink";
    public static final String SOURCE = "--feed-source";

    private static final String KIND = "backend";

    private final FeedRegistry backends;
    private final CommandSpec command;
    private final Function<FeedProvider, List<Setting<?>>> settings;
    private final SettingFlags flags;

    /** Adds the flags for using a feed to a command. */
    public BackendFlags(FeedRegistry backends, CommandSpec command) {
        this(backends, command, FeedProvider::settings);
    }

    /** Adds the flags to a command that may need more of a backend's settings than its use does. */
    public BackendFlags(FeedRegistry backends, CommandSpec command, Function<FeedProvider, List<Setting<?>>> settings) {
        this(backends, command, settings, new SettingFlags(command));
    }

    /** Adds the flags for using a feed to a command that has flags of other parts, too. */
    public BackendFlags(FeedRegistry backends, CommandSpec command, SettingFlags flags) {
        this(backends, command, FeedProvider::settings, flags);
    }

    private BackendFlags(
            FeedRegistry backends,
            CommandSpec command,
            Function<FeedProvider, List<Setting<?>>> settings,
            SettingFlags flags) {
        this.backends = backends;
        this.command = command;
        this.settings = settings;
        this.flags = flags;
        backends.providers().forEach(backend -> flags.add(KIND, backend.name(), settings.apply(backend)));
    }

    /** The flags of all parts of the command. */
    public SettingFlags flags() {
        return flags;
    }

    /** The backend that the user chose, which must be one that can do what the command is for. */
    public FeedProvider chosen(String name, String choosingFlag, Ability needed) {
        FeedProvider backend = backends.provider(name);
        refuseForeignFlags(choosingFlag, name);
        if (!backend.abilities().contains(needed)) {
            String reason = needed == Ability.APPEND
                    ? "the feed is disabled ('" + name + "'), nothing was stored"
                    : "the feed is disabled ('" + name + "'), there is nothing to read";
            throw new Failure(ExitCode.USAGE, CommandName.of(command), reason, choose(choosingFlag, needed), null);
        }
        return backend;
    }

    private String choose(String choosingFlag, Ability needed) {
        List<String> able = backends.providers().stream()
                .filter(backend -> backend.abilities().contains(needed))
                .map(FeedProvider::name)
                .toList();
        String does = needed == Ability.APPEND ? "stores" : "can be read";
        return able.isEmpty()
                ? "no backend on the class path " + does
                : "choose one that " + does + ": " + choosingFlag + " " + String.join(", ", able);
    }

    /** Refuses flags on the command line that are of other backends than these. */
    public void refuseForeignFlags(String choosingFlag, String... chosen) {
        flags.refuseForeign(KIND, List.of(chosen), name -> choosingFlag + " " + name);
    }

    /** The settings that were given for a backend, from wherever; what others were given is not for it. */
    public Map<String, String> givenFor(FeedProvider backend) {
        return flags.given(settings.apply(backend));
    }
}
