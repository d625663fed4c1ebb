package io.controlfeed.cli;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.PropertyLines;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.SettingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The settings of every backend that there is, as flags of one command. */
final class BackendFlags {
    private final FeedRegistry backends;
    private final CommandSpec command;
    private final Function<FeedProvider, List<Setting<?>>> settings;
    private final Map<String, OptionSpec> flags = new LinkedHashMap<>();
    private final Map<String, List<FeedProvider>> owners = new HashMap<>();

    /** Adds the flags for using a feed to a command. */
    BackendFlags(FeedRegistry backends, CommandSpec command) {
        this(backends, command, FeedProvider::settings);
    }

    /** Adds the flags to a command that may need more of a backend's settings than its use does. */
    BackendFlags(FeedRegistry backends, CommandSpec command, Function<FeedProvider, List<Setting<?>>> settings) {
        this.backends = backends;
        this.command = command;
        this.settings = settings;
        for (FeedProvider backend : backends.providers()) {
            for (Setting<?> setting : settings.apply(backend)) {
                owners.computeIfAbsent(setting.key(), key -> new ArrayList<>()).add(backend);
                flags.computeIfAbsent(setting.key(), key -> add(backend, setting));
            }
        }
    }

    private OptionSpec add(FeedProvider backend, Setting<?> setting) {
        String flag = "--" + setting.key();
        if (command.findOption(flag) != null) {
            throw new SettingException("backend '" + backend.name() + "' calls a setting '" + setting.key()
                    + "', which is already a flag of the command; remove its jar from the class path");
        }
        OptionSpec.Builder option = OptionSpec.builder(flag)
                .paramLabel(setting.placeholder())
                .type(setting.isRepeatable() ? List.class : String.class)
                .auxiliaryTypes(String.class)
                .description(sentence(setting.summary()) + needs(setting));
        return command.addOption(option.build()).findOption(flag);
    }

    private static String needs(Setting<?> setting) {
        String value = setting.defaultValue();
        return (value == null ? "" : " Default: " + value + ".")
                + (setting.isRequired() ? " Must be given." : "")
                + (setting.isRepeatable() ? " May be given several times." : "")
                + (setting.isSecret() ? " A secret: give it by the environment or the file, not here." : "");
    }

    /** The backend that the user chose, which must be one that can do what the command is for. */
    FeedProvider chosen(String name, String choosingFlag, Ability needed) {
        FeedProvider backend = backends.provider(name);
        refuseForeignFlags(backend, choosingFlag);
        if (!backend.abilities().contains(needed)) {
            String reason = needed == Ability.APPEND
                    ? "the feed is disabled ('" + name + "'), nothing was stored"
                    : "the feed is disabled ('" + name + "'), there is nothing to read";
            throw new Failure(ExitCode.USAGE, CommandTree.nameOf(command), reason, choose(choosingFlag, needed), null);
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

    private void refuseForeignFlags(FeedProvider chosen, String choosingFlag) {
        flags.forEach((key, option) -> {
            List<FeedProvider> of = owners.getOrDefault(key, List.of());
            boolean given = command.commandLine().getParseResult().hasMatchedOption(option);
            if (given && !of.contains(chosen)) {
                String owner = of.get(0).name();
                throw Failure.usage(
                        CommandTree.nameOf(command),
                        "--" + key + " is a flag of backend '" + owner + "', but the backend is '" + chosen.name()
                                + "'; did you mean to add " + choosingFlag + " " + owner + "?");
            }
        });
    }

    /** The settings that were given for a backend, from wherever; what others were given is not for it. */
    Map<String, String> givenFor(FeedProvider backend) {
        Map<String, String> given = new HashMap<>();
        for (Setting<?> setting : settings.apply(backend)) {
            OptionSpec option = flags.get(setting.key());
            if (option != null && setting.isRepeatable()) {
                given.put(
                        setting.key(),
                        PropertyLines.of(Pairs.of(command.commandLine(), option.longestName(), option.getValue())));
            } else if (option != null && option.getValue() instanceof String value) {
                given.put(setting.key(), value);
            }
        }
        return given;
    }

    /** The heading under which a help text shows a flag; null if it is none of a backend. */
    @Nullable
    String heading(OptionSpec option) {
        String key = FlagNames.key(option);
        return flags.containsKey(key)
                ? "Settings of backend '"
                        + owners.getOrDefault(key, List.of()).get(0).name() + "':"
                : null;
    }

    private static String sentence(String summary) {
        String capital = summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }
}
