package io.controlfeed.cli.flags;

import io.controlfeed.applier.node.Operator;
import io.controlfeed.publisher.outbox.OutboxDesk;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is recorded with an operator's action. */
public final class OperatorFlags {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is recorded with who did it and when.")
    private @Nullable String reason;

    public OutboxDesk.Operator ofOutbox() {
        return new OutboxDesk.Operator(whoRunsThis(), reason);
    }

    public Operator ofNode() {
        return new Operator(whoRunsThis(), reason);
    }

    @Nullable
    public String reason() {
        return reason;
    }

    public static String whoRunsThis() {
        return System.getProperty("user.name", "unknown");
    }
}
