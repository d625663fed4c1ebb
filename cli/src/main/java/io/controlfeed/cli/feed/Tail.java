package io.controlfeed.cli.feed;

import io.controlfeed.cli.console.CloseAtExit;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what a feed holds, and if asked what comes. */
@Command(
        name = Tail.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nPrint the events of a feed.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed tail --feed-source file --feed-file-dir ./feed",
            "  controlfeed tail --feed-source file --feed-file-dir ./feed --since 41 --follow --json",
            "",
            "Without --json a line is: version, time, type, tenant and subject, event id, and the beginning",
            "of the artifact's digest.",
            "With --follow, a reader that goes away, such as head, is noticed when the next event is printed."
        })
public final class Tail implements Callable<Integer> {
    public static final String NAME = "tail";
    /** How long one look for something new lasts; a source ends it early, so this is no delay. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Surroundings surroundings;
    private final FeedRegistry backends;
    private final CommandLine command;
    private final BackendFlags backendFlags;

    @Option(
            names = BackendFlags.SOURCE,
            paramLabel = "NAME",
            defaultValue = "nop",
            description = "The backend to read; see controlfeed backends. Default: nop, which holds nothing.")
    private String feedSource = "nop";

    @Option(
            names = "--since",
            paramLabel = "N",
            defaultValue = "0",
            description = "Only events with a greater control version. Default: 0, the beginning.")
    private long since;

    @Option(
            names = {"-f", "--follow"},
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Go on with what comes, until interrupted.")
    private boolean follow;

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Print each event as one line of JSON.")
    private boolean json;

    public Tail(Surroundings surroundings, FeedRegistry backends) {
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
    public Integer call() throws InterruptedException {
        if (since < 0) {
            throw Failure.usage(NAME, "--since is " + since + ": 0 is the beginning of a feed");
        }
        FeedProvider backend = backendFlags.chosen(feedSource, BackendFlags.SOURCE, Ability.POLL);
        try (Source source = backends.openSource(backend.name(), backendFlags.givenFor(backend));
                CloseAtExit closing = new CloseAtExit(source::close, PATIENCE)) {
            try {
                print(source);
            } catch (IllegalStateException closed) {
                if (!closing.hasBegun()) {
                    throw closed;
                }
            }
        }
        return ExitCode.DONE.number();
    }

    private void print(Source source) throws InterruptedException {
        EventPrinter printer = new EventPrinter(surroundings.out(), json);
        long position = since;
        while (true) {
            List<ControlEvent> events = source.poll(position, follow ? LOOK : Duration.ZERO);
            if (events.isEmpty() && !follow) {
                return;
            }
            printer.print(events);
            position =
                    events.isEmpty() ? position : events.get(events.size() - 1).controlVersion();
        }
    }
}
