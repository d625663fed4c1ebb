package io.controlfeed.cli;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.console.Surroundings;
import java.io.FilterWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.spi.ToolProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Hands its arguments to the tool of its name, which is on the class path for this command alone. */
@Command(name = DevKafka.NAME, description = "%nRun a real Kafka on this machine, for development: not for production.")
public final class DevKafka implements Callable<Integer> {
    static final String NAME = "dev-kafka";

    private final Surroundings surroundings;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    DevKafka(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ToolProvider tool = ToolProvider.findFirst(NAME)
                .orElseThrow(() -> new Failure(
                        ExitCode.USAGE,
                        NAME,
                        "it is not on the class path",
                        "run it by ./controlfeed in a working copy, which puts it there",
                        null));
        PrintWriter err = new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8);
        return tool.run(new PrintWriter(promptly()), err, arguments.toArray(new String[0]));
    }

    /** What the tool flushes has to be seen while it runs. */
    private FilterWriter promptly() {
        Output output = surroundings.out();
        return new FilterWriter(output.writer()) {
            @Override
            public void flush() {
                output.flush();
            }
        };
    }
}
