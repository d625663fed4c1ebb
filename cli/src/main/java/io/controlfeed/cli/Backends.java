package io.controlfeed.cli;

import io.controlfeed.cli.console.AlignedColumns;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.JsonText;
import io.controlfeed.cli.console.Output;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the backends on the class path: what each is, can do and can be told. */
@Command(
        name = "backends",
        description = "%nList the feed backends, what each can do, and its settings.",
        abbreviateSynopsis = true,
        optionListHeading = "",
        footer = {
            "",
            "A backend is chosen by its name: --feed-sink NAME to append, --feed-source NAME to read.",
            "",
            "Example:",
            "  controlfeed backends --json"
        })
public final class Backends implements Callable<Integer> {
    private final Output out;
    private final FeedRegistry backends;

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Print one JSON object per backend.")
    private boolean json;

    Backends(Output out, FeedRegistry backends) {
        this.out = out;
        this.backends = backends;
    }

    @Override
    public Integer call() {
        if (json) {
            backends.providers().forEach(backend -> out.line(json(backend)));
        } else {
            table();
        }
        return ExitCode.DONE.number();
    }

    private void table() {
        AlignedColumns columns = new AlignedColumns();
        List<List<String>> rows = backends.providers().stream()
                .map(backend -> List.of(backend.name(), abilities(backend), backend.summary()))
                .toList();
        columns.lines(List.of("NAME", "CAN", "WHAT IT IS"), rows).forEach(out::line);
        for (FeedProvider backend : backends.providers()) {
            if (!backend.settings().isEmpty()) {
                out.line("");
                out.line("Settings of " + backend.name() + ":");
                List<List<String>> settings =
                        backend.settings().stream().map(Backends::row).toList();
                new AlignedColumns()
                        .lines(List.of("  FLAG", "DEFAULT", "WHAT IT DOES"), settings)
                        .forEach(out::line);
            }
        }
    }

    private static List<String> row(Setting<?> setting) {
        return List.of(
                "  --" + setting.key() + "=" + setting.placeholder(),
                setting.isRequired() ? "(must be given)" : Objects.requireNonNullElse(setting.defaultValue(), "(none)"),
                setting.summary());
    }

    private static String abilities(FeedProvider backend) {
        return backend.abilities().isEmpty()
                ? "nothing"
                : words(backend).stream().collect(Collectors.joining(","));
    }

    private static List<String> words(FeedProvider backend) {
        return backend.abilities().stream()
                .sorted()
                .map(Ability::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String json(FeedProvider backend) {
        return "{\"name\":" + JsonText.string(backend.name())
                + ",\"abilities\":" + JsonText.array(words(backend).stream().map(JsonText::string))
                + ",\"summary\":" + JsonText.string(backend.summary())
                + ",\"settings\":" + JsonText.array(backend.settings().stream().map(Backends::json)) + "}";
    }

    private static String json(Setting<?> setting) {
        return "{\"key\":" + JsonText.string(setting.key())
                + ",\"placeholder\":" + JsonText.string(setting.placeholder())
                + ",\"default\":" + (setting.defaultValue() == null ? "null" : JsonText.string(setting.defaultValue()))
                + ",\"required\":" + setting.isRequired()
                + ",\"repeatable\":" + setting.isRepeatable()
                + ",\"secret\":" + setting.isSecret()
                + ",\"summary\":" + JsonText.string(setting.summary()) + "}";
    }
}
