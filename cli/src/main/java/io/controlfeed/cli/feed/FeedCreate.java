package io.controlfeed.cli.feed;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedAdmin;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Setting;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a feed. */
@Command(
        name = "create",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nMake a new, empty feed with what its guarantees need.",
        optionListHeading = "",
        footer = {"", "Example:", "  controlfeed feed create --feed-sink kafka --kafka-bootstrap-servers 127.0.0.1:9092"
        })
public final class FeedCreate implements Callable<Integer> {
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

    public FeedCreate(Surroundings surroundings, FeedRegistry backends) {
        this.surroundings = surroundings;
        this.backends = backends;
        this.command = new CommandLine(this);
        this.backendFlags = new BackendFlags(backends, command.getCommandSpec(), FeedCreate::settings);
    }

    private static List<Setting<?>> settings(FeedProvider backend) {
        Stream<Setting<?>> ofCreation =
                backend instanceof FeedAdmin admin ? admin.creationSettings().stream() : Stream.of();
        return Stream.concat(backend.settings().stream(), ofCreation).toList();
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
        surroundings.out().line(backends.create(backend.name(), backendFlags.givenFor(backend)));
        return ExitCode.DONE.number();
    }
}
