package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The command: measures one scene, prints its table. */
public final class Bench {
    private static final int USAGE_ERROR = 2;

    private final SortedMap<String, Scene> scenes = new TreeMap<>();
    private final PrintStream out;
    private final PrintStream err;

    Bench(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
        scenes.put("apply", new ApplyScene());
        scenes.put("feed-file", new FileFeedScene());
        scenes.put("feed-kafka", new KafkaFeedScene());
        scenes.put("new-node", new NewNodeScene());
        scenes.put("publish", new PublishScene());
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        PrintStream err = new PrintStream(System.err, true, UTF_8);
        Bench bench = new Bench(out, err);
        Arguments arguments;
        try {
            arguments = Arguments.parse(List.of(args));
            bench.scene(arguments.scene());
        } catch (IllegalArgumentException misunderstood) {
            err.print(misunderstood.getMessage() + "\n" + Arguments.USAGE);
            System.exit(USAGE_ERROR);
            return;
        }
        bench.run(arguments);
    }

    void run(Arguments arguments) throws IOException, InterruptedException {
        Instant start = Instant.now();
        Progress progress = new Progress(err);
        List<Row> rows;
        Machine machine;
        try (Workspace workspace = new Workspace(arguments.dir(), progress)) {
            machine = Machine.here(workspace.dir());
            rows = scene(arguments.scene()).run(arguments.effort(), workspace.dir(), progress);
            out.print(new Table(rows).text());
        }
        Path json = arguments.json();
        if (json != null) {
            Files.writeString(json, new JsonReport(arguments.scene(), start, arguments.effort(), machine, rows).text());
        }
    }

    private Scene scene(String name) {
        Scene scene = scenes.get(name);
        if (scene == null) {
            throw new IllegalArgumentException(
                    "there is no scene '" + name + "'; there are: " + String.join(", ", scenes.keySet()));
        }
        return scene;
    }
}
