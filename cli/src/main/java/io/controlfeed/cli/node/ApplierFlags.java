package io.controlfeed.cli.node;

import io.controlfeed.applier.ApplierSettings;
import io.controlfeed.cli.console.Failure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an applier works. */
public final class ApplierFlags {
    private static final ApplierSettings DEFAULTS = ApplierSettings.defaults();
    private static final int MEBIBYTE = 1 << 20;

    @Option(
            names = "--on-failure",
            paramLabel = "park|halt",
            defaultValue = "park",
            description =
                    "What to do with an event that cannot be applied: park it, and what follows on its subject; or"
                            + " halt before it. Default: park.")
    private String onFailure = "park";

    @Option(
            names = "--allow-type",
            paramLabel = "TYPE,…",
            description = "The types of events that are expected; others cannot be applied. Default: any.")
    private @Nullable String types;

    @Option(
            names = "--artifact-patience",
            paramLabel = "TIME",
            description = "How long an artifact that nobody has is waited for, from its event's creation. Default: 1m.")
    private Duration artifactPatience = DEFAULTS.artifactPatience();

    @Option(
            names = "--apply-batch",
            paramLabel = "N",
            description = "The most events that are applied in one transaction. Default: 1000.")
    private long batch = DEFAULTS.batch();

    @Option(
            names = "--wal-limit",
            paramLabel = "MIB",
            description = "How large the write-ahead log may become while a reader keeps it; then nothing is applied"
                    + " until that ends. Default: 1024.")
    private long walLimit = DEFAULTS.walLimit() / MEBIBYTE;

    @Option(
            names = "--fingerprint",
            arity = "1",
            paramLabel = "true|false",
            defaultValue = "true",
            description = "Keep the fingerprint of the rows, by which nodes are compared and verified. Default: true.")
    private boolean fingerprint = true;

    ApplierSettings settings(String command) {
        try {
            return DEFAULTS.withBatch(Math.toIntExact(batch))
                    .withArtifactPatience(artifactPatience)
                    .withHalting(isHalting(command))
                    .withFingerprints(fingerprint)
                    .withTypes(types())
                    .withWalLimit(Math.multiplyExact(walLimit, MEBIBYTE));
        } catch (IllegalArgumentException | ArithmeticException unfit) {
            throw Failure.usage(command, String.valueOf(unfit.getMessage()));
        }
    }

    private boolean isHalting(String command) {
        return switch (onFailure) {
            case "park" -> false;
            case "halt" -> true;
            default -> throw Failure.usage(command, "--on-failure is '" + onFailure + "': it must be park or halt");
        };
    }

    private Set<String> types() {
        return types == null
                ? Set.of()
                : Arrays.stream(types.split(",", -1))
                        .map(String::strip)
                        .filter(type -> !type.isEmpty())
                        .collect(Collectors.toSet());
    }
}
