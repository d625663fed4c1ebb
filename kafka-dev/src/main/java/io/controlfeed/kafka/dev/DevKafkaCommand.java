package io.controlfeed.kafka.dev;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a Kafka until the process is told to end. */
@Command(
        name = "controlfeed " + DevKafkaTool.NAME,
        description = "%nRun a real Kafka on this machine, for development: not for production.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  controlfeed dev-kafka --dir kafka",
            "  controlfeed dev-kafka --port 0 --nodes 3",
            "",
            "When clients can use it, one line with the bootstrap servers goes to standard output.",
            "The broker's log is server.log in the node's folder."
        })
final class DevKafkaCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where its data lies and stays. Default: a temporary directory, removed at the end.")
    private @Nullable Path dir;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9092",
            description =
                    "The port for clients; more nodes take those that follow; 0 is any that is free. Default: 9092.")
    private int port;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many nodes; with 3, topics have three copies, of which one may be missing. Default: 1.")
    private int nodes;

    @Option(names = "--debug", description = "Show stack traces.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean help;

    DevKafkaCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    boolean debug() {
        return debug;
    }

    @Override
    public Integer call() {
        DevKafkaOptions options = DevKafkaOptions.defaults().withPort(port);
        Path data = dir;
        options = data == null ? options : options.withDirectory(data);
        try (EndOfProcess end = new EndOfProcess()) {
            tell("starting Kafka with " + nodes + (nodes == 1 ? " node …" : " nodes …"));
            try (LocalKafka kafka = start(options)) {
                out.println("bootstrap servers: " + kafka.bootstrapServers());
                out.flush();
                tell("its data is in " + kafka.directory() + (data == null ? ", until it ends" : ""));
                tell("use it with --feed-sink kafka --kafka-bootstrap-servers " + kafka.bootstrapServers());
                end.await();
            } catch (DevKafkaException failed) {
                if (!end.hasCome()) {
                    throw failed;
                }
            }
        }
        return ToolErrors.DONE;
    }

    /** One node lives in this JVM; more need one each. */
    private LocalKafka start(DevKafkaOptions options) {
        return nodes == 1 ? DevKafka.startWithLog(options) : DevKafkaCluster.start(options, nodes);
    }

    private void tell(String message) {
        err.println("controlfeed: " + message);
        err.flush();
    }
}
