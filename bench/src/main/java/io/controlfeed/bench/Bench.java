package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The command: measures scenes, keeps their results, and prints one table. */
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
        scenes.put("fleet", new FleetScene());
        scenes.put("footprint", new FootprintScene());
        scenes.put("growth", new GrowthScene());
        scenes.put("new-node", new NewNodeScene());
        scenes.put("poison", new PoisonScene());
        scenes.put("publish", new PublishScene());
        scenes.put("recovery", new RecoveryScene());
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        PrintStream err = new PrintStream(System.err, true, UTF_8);
        Bench bench = new Bench(out, err);
        Arguments arguments;
        try {
            arguments = Arguments.parse(List.of(args), bench.scenes.keySet());
        } catch (IllegalArgumentException misunderstood) {
            err.print(misunderstood.getMessage() + "\n" + Arguments.USAGE);
            System.exit(USAGE_ERROR);
            return;
        }
        bench.run(arguments);
    }

    /** The results of a scene are kept as soon as it is over: a later one that breaks costs only itself. */
    void run(Arguments arguments) throws IOException, InterruptedException {
        Results results = Results.in(arguments.results());
        List<Report> reports = new ArrayList<>();
        for (String scene : arguments.scenes()) {
            Report report = measure(scene, arguments.effort(), arguments.dir());
            results.keep(report);
            reports.add(report);
        }
        out.print(new Table(reports).text());
    }

    private Report measure(String name, Effort effort, Path dir) throws IOException, InterruptedException {
        Scene scene = scenes.get(name);
        if (scene == null) {
            throw new IllegalArgumentException("there is no scene '" + name + "'");
        }
        Progress progress = new Progress(err);
        progress.begin("measuring " + name);
        Instant start = Instant.now();
        try (Workspace workspace = new Workspace(dir, progress)) {
            Machine machine = Machine.here(workspace.dir());
            return new Report(name, start, effort, machine, scene.run(effort, workspace.dir(), progress));
        }
    }
}
