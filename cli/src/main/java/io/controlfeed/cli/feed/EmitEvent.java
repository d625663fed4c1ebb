package io.controlfeed.cli.feed;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.LanedFeed;
import io.controlfeed.feed.Lanes;
import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Sink;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Appends events straight to a feed: for tests, repairs and scripts. A control plane uses an outbox. */
@Command(
        name = EmitEvent.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nAppend an event to a feed, and print it with the version that the feed gave it.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed emit-event --feed-sink file --feed-file-dir ./feed \\",
            "      --type tenant.updated --tenant-id acme --subject hostname/www.example.com",
            "  controlfeed emit-event --feed-sink file --feed-file-dir ./feed --from events.jsonl",
            "",
            "Standard output holds only events as the feed holds them, one JSON object a line. To repeat a",
            "command safely, give the event an id: --event-id. What came first under an id stands; if that",
            "says something else than what is given, nothing is appended and the exit code is 3."
        })
public final class EmitEvent implements Callable<Integer> {
    public static final String NAME = "emit-event";

    private final Surroundings surroundings;
    private final FeedRegistry backends;
    private final CommandLine command;
    private final BackendFlags backendFlags;

    @Option(
            names = BackendFlags.SINK,
            paramLabel = "NAME",
            defaultValue = "nop",
            description = "The backend to append to; see controlfeed backends. Default: nop, which stores nothing.")
    private String feedSink = "nop";

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Append events from a file, one JSON object a line; - is standard input. A control_version"
                    + " in a line is left out: the feed gives its own.")
    private @Nullable String from;

    @Mixin(name = EventFlags.MIXIN)
    private final EventFlags event = new EventFlags();

    public EmitEvent(Surroundings surroundings, FeedRegistry backends) {
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
    public Integer call() throws IOException {
        String lines = linesFrom();
        FeedProvider backend = backendFlags.chosen(feedSink, BackendFlags.SINK, Ability.APPEND);
        if (lines == null) {
            appendOne(backend, event.event(command));
        } else {
            appendLines(backend, lines);
        }
        return ExitCode.DONE.number();
    }

    private void appendOne(FeedProvider backend, ControlEvent given) {
        Map<String, String> settings = settingsFor(backend);
        if (!settings.containsKey(LanedFeed.LANE)) {
            int lanes = backends.lanes(backend.name(), settings);
            if (lanes > 1) {
                settings.put(LanedFeed.LANE, String.valueOf(Lanes.laneOf(given.subjectKey(), lanes)));
            }
        }
        try (Sink sink = backends.openSink(backend.name(), settings);
                HeldEvents held = heldEvents(backend, settings)) {
            Emission emission = new Emission(sink, held, surroundings);
            Emitted emitted = event.givenEventId().isPresent()
                    ? emission.appendUnlessHeld(List.of(given)).get(0)
                    : emission.appendNew(given);
            emitted.outcome().orThrow();
            if (!emitted.differences().isEmpty()) {
                throw differing(emitted.wasThereAs() + "; nothing was appended");
            }
            if (emitted.wasThere()) {
                surroundings.warn(emitted.wasThereAs() + "; nothing was appended");
            }
            tellOfTrouble(held);
        } catch (FeedException.Indeterminate unknown) {
            String hint = unknown.hint() + " Repeat the command with --event-id " + given.eventId() + ".";
            throw new Failure(ExitCode.INDETERMINATE, unknown.operation(), unknown.reason(), hint, unknown);
        }
    }

    private void appendLines(FeedProvider backend, String file) throws IOException {
        Map<String, String> settings = settingsFor(backend);
        try (InputStream in = input(file);
                Sink sink = backends.openSink(backend.name(), settings);
                HeldEvents held = heldEvents(backend, settings)) {
            EventStream events =
                    new EventStream(new EventLines(in), new Emission(sink, held, surroundings), surroundings);
            events.appendAll();
            if (events.held() > 0) {
                surroundings.warn(events.held() + " of the events were there already, and not appended again");
            }
            tellOfTrouble(held);
            if (events.differing() > 0) {
                throw differing("events that were there already with other content: " + events.differing());
            }
        }
    }

    private static Failure differing(String reason) {
        return new Failure(
                ExitCode.REJECTED,
                NAME,
                reason,
                "the content that came first stands, and is what was printed; give another change another event id",
                null);
    }

    private void tellOfTrouble(HeldEvents held) {
        held.trouble()
                .ifPresent(trouble -> surroundings.warn(
                        "what was there cannot be read, so only its id and version were printed: " + trouble));
    }

    /** A command by hand is a publisher of its own, which fences no pump, unless it is told to be that one. */
    private Map<String, String> settingsFor(FeedProvider backend) {
        Map<String, String> settings = new HashMap<>(backendFlags.givenFor(backend));
        if (backend.abilities().contains(Ability.FENCING)) {
            settings.putIfAbsent(FeedProvider.PUBLISHER, NAME);
        }
        return settings;
    }

    private HeldEvents heldEvents(FeedProvider backend, Map<String, String> settings) {
        return new HeldEvents(() -> {
            if (!backend.abilities().contains(Ability.POLL)) {
                throw new SettingException("backend '" + backend.name() + "' has nothing to read from");
            }
            return backends.openSource(backend.name(), settings);
        });
    }

    /** Where to read events from; null if flags describe the one event. What is on the command line decides. */
    private @Nullable String linesFrom() {
        List<String> described = command.getParseResult().matchedOptions().stream()
                .filter(option -> EventFlags.holds(command.getCommandSpec(), option))
                .map(OptionSpec::longestName)
                .toList();
        boolean asked = command.getParseResult().hasMatchedOption("--from");
        if (asked && !described.isEmpty()) {
            throw Failure.usage(
                    NAME, "--from takes whole events, and " + described.get(0) + " describes one: give one of them");
        }
        return described.isEmpty() ? from : null;
    }

    private InputStream input(String file) {
        try {
            return file.equals("-") ? surroundings.in() : new FileInputStream(file);
        } catch (IOException unreadable) {
            throw new Failure(
                    ExitCode.USAGE,
                    NAME,
                    "--from cannot be read: " + unreadable.getMessage(),
                    "give the name of a file that can be read, or - for standard input",
                    unreadable);
        }
    }
}
