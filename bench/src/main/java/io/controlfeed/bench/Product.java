package io.controlfeed.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The product as a user has it: the launcher of the working copy from which this was built. */
record Product(Path launcher) {

    /** The launcher builds the product first, if that has to be. */
    static Product built(Progress progress) throws IOException, InterruptedException {
        progress.begin("building the command, if it is not built");
        Product product = new Product(find());
        product.run("version");
        return product;
    }

    private static Path find() {
        Path place = placeOfThis();
        return Stream.iterate(place, dir -> dir != null, Path::getParent)
                .map(dir -> dir.resolve("controlfeed"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no launcher above " + place
                        + ": run the bench from a working copy, where it was built"));
    }

    private static Path placeOfThis() {
        try {
            return Path.of(Product.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("a class has no place", impossible);
        }
    }

    /** Runs a command to its end, which must be a good one. */
    void run(String... line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(List.of(line)))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException("controlfeed " + String.join(" ", line) + " ended with code " + code);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts a command that goes on, and answers over HTTP how it stands. */
    Service serve(String name, Path dir, List<String> line) throws IOException {
        List<String> whole = new ArrayList<>(line);
        whole.add("--http-port=0");
        return new Service(Daemon.start(name, dir, command(whole)));
    }

    /** The command line of a pump. */
    static List<String> pump(KafkaFeed feed, SqliteFile outbox) {
        return line(feed, "publish", "--feed-sink=kafka", "--outbox=" + outbox.path());
    }

    /** The command line of a node, named as its file. */
    static List<String> node(KafkaFeed feed, Path file) {
        return line(
                feed,
                "apply",
                "--feed-source=kafka",
                "--node-id=" + file.getFileName(),
                "--node-db=" + file,
                "--allow-table=setting");
    }

    private static List<String> line(KafkaFeed feed, String... flags) {
        List<String> line = new ArrayList<>(List.of(flags));
        feed.settings().forEach((key, value) -> line.add("--" + key + "=" + value));
        return line;
    }

    private List<String> command(List<String> line) {
        List<String> command = new ArrayList<>(line);
        command.add(0, launcher.toString());
        return command;
    }
}
