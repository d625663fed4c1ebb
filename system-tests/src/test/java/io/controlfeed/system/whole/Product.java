package io.controlfeed.system.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The product as it is built, and nothing of it but its command line. */
final class Product {
    private static final Path JAR = Path.of("..", "cli", "target", "controlfeed", "lib", "controlfeed.jar")
            .toAbsolutePath()
            .normalize();

    private Product() {}

    /** A command line of it; the process is small and quick to start. */
    static List<String> command(List<String> line) {
        if (!Files.isRegularFile(JAR)) {
            throw new IllegalStateException(JAR + " is not there; build it: mvn -pl cli -am -DskipTests package");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m"));
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(line);
        return command;
    }

    /** Runs a command to its end, which must be a good one; returns what it printed. */
    static String run(String... line) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("controlfeed", ".err");
        Process process = new ProcessBuilder(command(List.of(line)))
                .redirectError(errors.toFile())
                .start();
        try {
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new AssertionError("controlfeed " + String.join(" ", line) + " ended with " + code + ": "
                        + printed + Files.readString(errors));
            }
            return printed;
        } finally {
            process.destroyForcibly();
            Files.delete(errors);
        }
    }
}
