package io.controlfeed.cli.feed;

import io.controlfeed.cli.console.AlignedColumns;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.JsonText;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedAdmin.Finding;
import io.controlfeed.feed.FeedAdmin.Severity;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells what is wrong with the way in which a feed is set up. */
@Command(
        name = "check",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nLook for what endangers a feed: how it is set up, and which nodes fall behind.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed feed check --feed-sink kafka --kafka-bootstrap-servers 127.0.0.1:9092",
            "  controlfeed feed check --feed-sink kafka --json",
            "",
            "Ends with 10 if a guarantee does not hold, and with 0 if there are warnings at most."
        })
public final class FeedCheck implements Callable<Integer> {
    private final Surroundings surroundings;
    private final FeedRegistry backends;
    private final CommandLine command;
    private final BackendFlags backendFlags;

    @Option(
            names = BackendFlags.SINK,
            paramLabel = "NAME",
            defaultValue = "nop",
            description = "The backend of the feed; see controlfeed backends.")
    private String feedSink = "nop";

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Print each finding as one line of JSON.")
    private boolean json;

    public FeedCheck(Surroundings surroundings, FeedRegistry backends) {
        this.surroundings = surroundings;
        this.backends = backends;
        this.command = new CommandLine(this);
        this.backendFlags = new BackendFlags(backends, command.getCommandSpec());
    }

    public CommandLine commandLine() {
        return command;
    }

    public BackendFlags backendFlags() {
        return backendFlags;
    }

    @Override
    public Integer call() {
        FeedProvider backend = backendFlags.chosen(feedSink, BackendFlags.SINK, Ability.APPEND);
        List<Finding> findings = backends.check(backend.name(), backendFlags.givenFor(backend));
        Stream<String> lines =
                json ? findings.stream().map(FeedCheck::json) : new AlignedColumns().lines(rows(findings)).stream();
        lines.forEach(surroundings.out()::line);
        if (findings.isEmpty()) {
            surroundings.warn("nothing is wrong with the feed");
        }
        boolean endangered = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        return (endangered ? ExitCode.ENDANGERED : ExitCode.DONE).number();
    }

    /** Two lines each: what is wrong, and what to do. */
    private static List<List<String>> rows(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> Stream.of(
                        List.of(severity(finding), finding.what(), finding.problem()),
                        List.of("", "", finding.advice())))
                .toList();
    }

    private static String json(Finding finding) {
        return "{\"severity\":" + JsonText.string(severity(finding))
                + ",\"what\":" + JsonText.string(finding.what())
                + ",\"problem\":" + JsonText.string(finding.problem())
                + ",\"advice\":" + JsonText.string(finding.advice()) + "}";
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }
}
