package io.controlfeed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.feed.FeedRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Runs the command lines on standard input, one a line, and throws away what they print. The launcher does this once after a
 * build, while the JVM records which classes a command loads, so that later commands need not load them one by one.
 */
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
        System.setErr(nowhere);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            Surroundings surroundings = new Surroundings(
                    InputStream.nullInputStream(), new Output(OutputStream.nullOutputStream()), nowhere, Map.of());
            Controlfeed.run(surroundings, FeedRegistry::load, line.strip().split(" "));
        }
    }
}
