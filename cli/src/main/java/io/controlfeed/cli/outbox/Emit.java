package io.controlfeed.cli.outbox;

import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.feed.EventFlags;
import io.controlfeed.cli.flags.ArtifactFailure;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.publisher.outbox.Outbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Does what a control plane does: stores an artifact, and then writes an event that refers to it into the outbox. */
@Command(
        name = Emit.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nStore an artifact, and put an event that refers to it into an outbox.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed emit --outbox control.db --type tenant.updated --subject tenant/acme",
            "  controlfeed emit --outbox control.db --artifacts ./artifacts --rows acme.json \\",
            "      --type tenant.updated --tenant-id acme --subject tenant/acme",
            "",
            "To repeat a command safely, give the event an id: --event-id. An id that is in the outbox already",
            "is not put into it again; the exit code is 3."
        })
public final class Emit implements Callable<Integer> {
    static final String NAME = "emit";

    private static final String ROWS = "application/vnd.controlfeed.rows+json";

    private final Output out;
    private final CommandLine command;

    @Mixin
    private final OutboxFlags outbox = new OutboxFlags();

    @Option(
            names = "--artifacts",
            paramLabel = "DIR",
            description = "The directory of the artifact store. Must be given with --rows and --artifact.")
    private @Nullable Path artifacts;

    @Option(
            names = "--rows",
            paramLabel = "FILE",
            description = "Rows that nodes are to write, as JSON; stored as an artifact of its media type.")
    private @Nullable Path rows;

    @Option(names = "--artifact", paramLabel = "FILE", description = "Any bytes, stored as an artifact.")
    private @Nullable Path artifact;

    @Mixin(name = EventFlags.MIXIN)
    private final EventFlags event = new EventFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    public Emit(Output out) {
        this.out = out;
        this.command = new CommandLine(this);
    }

    public CommandLine commandLine() {
        return command;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (rows != null && artifact != null) {
            throw Failure.usage(NAME, "--rows and --artifact are both given: an event refers to one artifact");
        }
        Path file = rows == null ? artifact : rows;
        // An event that is malformed leaves no artifact behind.
        ControlEvent whole = file == null
                ? event.event(command)
                : event.eventWithoutArtifact(command).withArtifact(store(file));
        return outbox.use(NAME, database -> {
            if (!new Outbox().enqueueAlone(database, whole)) {
                throw new Failure(
                        ExitCode.REJECTED,
                        "event '" + whole.eventId() + "' for outbox " + database.name(),
                        "this event id is in it already; nothing was added",
                        "if it is another event, give it another id: --event-id",
                        null);
            }
            json.print(
                    out,
                    () -> List.of(whole.eventId() + " is in " + database.name() + withArtifact(whole)),
                    () -> List.of(new JsonObject()
                            .put("event_id", whole.eventId())
                            .put("outbox", database.name())
                            .put(
                                    "checksum",
                                    whole.artifact() == null
                                            ? null
                                            : whole.artifact().digest())
                            .toString()));
            return ExitCode.DONE.number();
        });
    }

    private static String withArtifact(ControlEvent event) {
        ArtifactRef stored = event.artifact();
        return stored == null ? "" : ", with artifact " + stored.digest();
    }

    private ArtifactRef store(Path file) throws InterruptedException {
        if (artifacts == null) {
            throw Failure.usage(NAME, "--artifacts is not given: it says where the artifact is to be stored");
        }
        Map<String, String> directory = Map.of("artifacts-file-dir", artifacts.toString());
        try (WritableStore store = ArtifactRegistry.load().openWritable("file", directory);
                InputStream bytes = Files.newInputStream(file)) {
            ArtifactRef stored = store.put(bytes);
            String mediaType = rows == null ? event.artifactMediaType() : ROWS;
            return new ArtifactRef(stored.digest(), stored.size(), mediaType, null);
        } catch (IOException unreadable) {
            throw new Failure(
                    ExitCode.USAGE,
                    "artifact " + file,
                    "it cannot be read: " + unreadable.getMessage(),
                    "give the name of a file that can be read",
                    unreadable);
        } catch (ArtifactException failed) {
            throw ArtifactFailure.of(failed);
        }
    }
}
