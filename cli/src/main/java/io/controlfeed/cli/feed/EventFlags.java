package io.controlfeed.cli.feed;

import static java.util.Objects.requireNonNull;

import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.flags.Pairs;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.InvalidEventException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flags that describe one event. */
public final class EventFlags {
    public static final String MIXIN = "event";
    private static final String ATTRIBUTE = "--attribute";
    /** The fields whose flags have another name; --version is the command's own. */
    private static final Map<String, String> RENAMED =
            Map.of("version", "--subject-version", "attributes", ATTRIBUTE, "attribute", ATTRIBUTE);

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "What kind of change it is, such as tenant.updated. Must be given.")
    private @Nullable String type;

    @Option(
            names = "--subject",
            paramLabel = "SUBJECT",
            description = "The resource that changed, such as hostname/www.example.com. Must be given.")
    private @Nullable String subject;

    @Option(names = "--tenant-id", paramLabel = "ID", description = "Whose resource it is.")
    private @Nullable String tenantId;

    @Option(
            names = "--event-id",
            paramLabel = "ID",
            description = "The event's own id. Given twice, the event is stored once. Default: a new one.")
    private @Nullable String eventId;

    @Option(
            names = "--subject-version",
            paramLabel = "N",
            description = "The subject's own version after the change; in JSON just version.")
    private @Nullable Long version;

    @Option(
            names = "--base-version",
            paramLabel = "N",
            description = "The version of the subject that the change replaces; 0 if it must not exist yet.")
    private @Nullable Long baseVersion;

    @Option(
            names = "--checksum",
            paramLabel = "sha256:HEX",
            description = "The digest of the artifact that holds the new state.")
    private @Nullable String checksum;

    @Option(
            names = "--artifact-ref",
            paramLabel = "URL",
            description = "Where to look for the artifact first. Needs --checksum.")
    private @Nullable String artifactRef;

    @Option(
            names = "--artifact-size",
            paramLabel = "BYTES",
            description = "The size of the artifact. Needs --checksum.")
    private @Nullable Long artifactSize;

    @Option(
            names = "--artifact-media-type",
            paramLabel = "TYPE",
            description = "What the artifact is, such as application/json. Needs --checksum.")
    private @Nullable String artifactMediaType;

    @Option(names = "--origin", paramLabel = "NAME", description = "Which control plane the event comes from.")
    private @Nullable String origin;

    @Option(
            names = "--created-at",
            paramLabel = "TIME",
            converter = Time.class,
            description = "When the change was made, such as 2026-01-31T12:00:00Z. Default: now.")
    private @Nullable Instant createdAt;

    @Option(
            names = ATTRIBUTE,
            paramLabel = "KEY=VALUE",
            description = "What else is to travel along; may be given several times.")
    private @Nullable List<String> attributes;

    /** Whether a flag of a command is one of these. */
    public static boolean holds(CommandSpec command, OptionSpec option) {
        CommandSpec event = command.mixins().get(MIXIN);
        return event != null && event.optionsMap().containsKey(option.longestName());
    }

    /** The id that the user gave the event, if any. */
    Optional<String> givenEventId() {
        return Optional.ofNullable(eventId);
    }

    /** The event, valid and unstamped. */
    public ControlEvent event(CommandLine command) {
        if (checksum == null && (artifactRef != null || artifactSize != null || artifactMediaType != null)) {
            throw Failure.usage(
                    command.getCommandName(),
                    "an artifact needs --checksum: its digest decides what the right bytes are");
        }
        return event(
                command,
                () -> checksum == null
                        ? null
                        : new ArtifactRef(checksum, artifactSize, artifactMediaType, artifactRef));
    }

    /** The same, of which the artifact is yet to be stored. */
    public ControlEvent eventWithoutArtifact(CommandLine command) {
        if (checksum != null || artifactRef != null || artifactSize != null) {
            throw Failure.usage(
                    command.getCommandName(),
                    "the artifact's bytes are given: leave out --checksum, --artifact-ref and --artifact-size");
        }
        return event(command, () -> null);
    }

    /** What the artifact is said to be, if anything. */
    @Nullable
    public String artifactMediaType() {
        return artifactMediaType;
    }

    private ControlEvent event(CommandLine command, Supplier<@Nullable ArtifactRef> artifact) {
        refuseHalves(command.getCommandName());
        Map<String, String> pairs = Pairs.of(command, ATTRIBUTE, attributes);
        try {
            ControlEvent.Builder event = ControlEvent.builder(
                            givenEventId().orElseGet(ControlEvent::newEventId),
                            requireNonNull(type),
                            requireNonNull(subject))
                    .tenantId(tenantId)
                    .version(version)
                    .baseVersion(baseVersion)
                    .artifact(artifact.get())
                    .origin(origin)
                    .attributes(pairs);
            if (createdAt != null) {
                event.createdAt(createdAt);
            }
            return event.build();
        } catch (InvalidEventException malformed) {
            String problems = malformed.problems().stream()
                    .map(problem -> naming(problem, command.getCommandSpec()))
                    .collect(Collectors.joining("; "));
            throw Failure.usage(command.getCommandName(), problems);
        }
    }

    /** What needs another flag beside it. */
    private void refuseHalves(String command) {
        if (type == null || subject == null) {
            String missing = Stream.of(type == null ? "--type" : "", subject == null ? "--subject" : "")
                    .filter(flag -> !flag.isEmpty())
                    .collect(Collectors.joining(" and "));
            throw Failure.usage(command, "an event needs " + missing);
        }
        if (baseVersion != null && version == null) {
            throw Failure.usage(command, "--base-version needs --subject-version: what the change makes of it");
        }
    }

    /** A problem begins with the field's name in JSON; whoever gave a flag looks for that. */
    private static String naming(String problem, CommandSpec command) {
        String field = problem.split(" ", 2)[0];
        String flag = RENAMED.getOrDefault(field, "--" + field.replace('_', '-'));
        return command.findOption(flag) == null ? problem : flag + problem.substring(field.length());
    }

    /** Reads a time as events in JSON do. */
    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException notATime) {
                throw new TypeConversionException("it must be a time with its offset, such as 2026-01-31T12:00:00Z");
            }
        }
    }
}
