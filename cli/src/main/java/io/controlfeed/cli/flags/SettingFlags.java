package io.controlfeed.cli.flags;

import io.controlfeed.cli.console.Failure;
import io.controlfeed.feed.PropertyLines;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.SettingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What plugged-in parts can be told, as flags of one command. No flag of theirs is written down: each part says what it has. */
public final class SettingFlags {
    private final CommandSpec command;
    private final Map<String, OptionSpec> flags = new LinkedHashMap<>();
    private final Map<String, List<Part>> owners = new HashMap<>();

    /** Something that has settings, such as {@code backend 'file'}. */
    private record Part(String kind, String name) {
        @Override
        public String toString() {
            return kind + " '" + name + "'";
        }
    }

    SettingFlags(CommandSpec command) {
        this.command = command;
    }

    /** Adds a flag for each setting of a part; parts of one kind may share keys. */
    public void add(String kind, String name, List<Setting<?>> settings) {
        Part part = new Part(kind, name);
        for (Setting<?> setting : settings) {
            List<Part> known = owners.computeIfAbsent(setting.key(), key -> new ArrayList<>());
            if (known.isEmpty()) {
                flags.put(setting.key(), option(part, setting));
            } else if (!known.get(0).kind().equals(kind)) {
                throw taken(part, setting);
            }
            known.add(part);
        }
    }

    private OptionSpec option(Part part, Setting<?> setting) {
        String flag = "--" + setting.key();
        if (command.findOption(flag) != null) {
            throw taken(part, setting);
        }
        OptionSpec.Builder option = OptionSpec.builder(flag)
                .paramLabel(setting.placeholder())
                .type(setting.isRepeatable() ? List.class : String.class)
                .auxiliaryTypes(String.class)
                .description(sentence(setting.summary()) + needs(setting));
        return command.addOption(option.build()).findOption(flag);
    }

    private static SettingException taken(Part part, Setting<?> setting) {
        return new SettingException(part + " calls a setting '" + setting.key()
                + "', which is already a flag of the command; remove its jar from the class path");
    }

    private static String needs(Setting<?> setting) {
        String value = setting.defaultValue();
        return (value == null ? "" : " Default: " + value + ".")
                + (setting.isRequired() ? " Must be given." : "")
                + (setting.isRepeatable() ? " May be given several times." : "")
                + (setting.isSecret() ? " A secret: give it by the environment or the file, not here." : "");
    }

    /**
     * Refuses flags on the command line that are of parts which are not in use.
     *
     * @param choosing what would have to be added for a part of this name
     */
    public void refuseForeign(String kind, Collection<String> chosen, UnaryOperator<String> choosing) {
        flags.forEach((key, option) -> {
            List<Part> of = owners.getOrDefault(key, List.of());
            boolean isForeign =
                    of.stream().noneMatch(part -> !part.kind().equals(kind) || chosen.contains(part.name()));
            if (isForeign && command.commandLine().getParseResult().hasMatchedOption(option)) {
                Part owner = of.get(0);
                throw Failure.usage(
                        CommandName.of(command),
                        "--" + key + " is a flag of " + owner + ", but the " + kind + " is '"
                                + String.join("' and '", chosen) + "'; did you mean to add "
                                + choosing.apply(owner.name()) + "?");
            }
        });
    }

    /** What was given of these settings, from wherever. */
    public Map<String, String> given(List<Setting<?>> settings) {
        Map<String, String> given = new HashMap<>();
        for (Setting<?> setting : settings) {
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

    /** The heading under which a help text shows a flag; null if it is none of a part. */
    @Nullable
    public String heading(OptionSpec option) {
        String key = FlagNames.key(option);
        return flags.containsKey(key)
                ? "Settings of " + owners.getOrDefault(key, List.of()).get(0) + ":"
                : null;
    }

    private static String sentence(String summary) {
        String capital = summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }
}
