package io.controlfeed.cli;

import io.controlfeed.cli.feed.EventFlags;
import io.controlfeed.cli.flags.SettingFlags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** Lists a command's flags under headings: its own, the event's, each part's, and those of every command. */
public final class HelpSections implements IHelpSectionRenderer {
    private final @Nullable SettingFlags settingFlags;

    HelpSections(@Nullable SettingFlags settingFlags) {
        this.settingFlags = settingFlags;
    }

    @Override
    public String render(Help help) {
        Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        List<OptionSpec> ofEveryCommand = new ArrayList<>();
        for (OptionSpec option : help.commandSpec().options()) {
            if (option.inherited() || option.scopeType() == ScopeType.INHERIT) {
                ofEveryCommand.add(option);
            } else {
                sections.computeIfAbsent(heading(help, option), heading -> new ArrayList<>())
                        .add(option);
            }
        }
        sections.put("Every command:", ofEveryCommand);
        StringBuilder text = new StringBuilder();
        sections.forEach((heading, options) -> {
            Help.Layout layout = help.createDefaultLayout();
            layout.addOptions(options, help.createDefaultParamLabelRenderer());
            text.append(String.format("%n%s%n%s", heading, layout));
        });
        return text.toString();
    }

    private String heading(Help help, OptionSpec option) {
        if (EventFlags.holds(help.commandSpec(), option)) {
            return "The event:";
        }
        String ofPart = settingFlags == null ? null : settingFlags.heading(option);
        return ofPart == null ? "Flags:" : ofPart;
    }
}
