package io.controlfeed.cli;

import io.controlfeed.publisher.outbox.OutboxDesk.Operator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is recorded with an operator's action. */
final class OperatorFlags {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is recorded with who did it and when.")
    private @Nullable String reason;

    /** Whoever runs this process. */
    Operator operator() {
        return new Operator(System.getProperty("user.name", "unknown"), reason);
    }
}
