package io.controlfeed.cli;

import io.controlfeed.applier.node.Operator;
import io.controlfeed.publisher.outbox.OutboxDesk;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is recorded with an operator's action. */
final class OperatorFlags {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is recorded with who did it and when.")
    private @Nullable String reason;

    OutboxDesk.Operator ofOutbox() {
        return new OutboxDesk.Operator(whoRunsThis(), reason);
    }

    Operator ofNode() {
        return new Operator(whoRunsThis(), reason);
    }

    @Nullable
    String reason() {
        return reason;
    }

    static String whoRunsThis() {
        return System.getProperty("user.name", "unknown");
    }
}
