package io.controlfeed.kafka.dev;

import java.io.PrintWriter;
import java.util.spi.ToolProvider;
import picocli.CommandLine;

/** The tool {@code dev-kafka}, for whoever finds it by its name: runs a Kafka in the foreground. */
public final class DevKafkaTool implements ToolProvider {
    static final String NAME = "dev-kafka";

    /** The tool by itself, as {@code java -jar kafka-dev.jar} runs it. */
    public static void main(String[] args) {
        System.exit(new DevKafkaTool().run(System.out, System.err, args));
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Returns when the process is told to end, or this thread is interrupted. */
    @Override
    public int run(PrintWriter out, PrintWriter err, String... args) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Kafka loads classes by name, and this module may have a class loader of its own.
        thread.setContextClassLoader(DevKafkaTool.class.getClassLoader());
        try {
            DevKafkaCommand command = new DevKafkaCommand(out, err);
            ToolErrors errors = new ToolErrors(err);
            return new CommandLine(command)
                    .setOut(out)
                    .setErr(err)
                    .setExpandAtFiles(false)
                    .setUsageHelpWidth(100)
                    .setParameterExceptionHandler((wrong, ignored) -> errors.print(wrong))
                    .setExecutionExceptionHandler(
                            (failure, ignored, alsoIgnored) -> errors.print(failure, command.debug()))
                    .execute(args);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
