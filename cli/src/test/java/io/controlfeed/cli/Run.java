package io.controlfeed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.feed.FeedRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** One command line that was run in this process, and what came of it. */
public record Run(int code, String out, String err) {

    public static Run of(String... args) {
        return of(Map.of(), args);
    }

    public static Run of(Map<String, String> environment, String... args) {
        return of(environment, new ByteArrayInputStream(new byte[0]), args);
    }

    public static Run of(Map<String, String> environment, InputStream in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return of(environment, in, out, args);
    }

    public static Run of(Map<String, String> environment, InputStream in, OutputStream out, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings =
                new Surroundings(in, new Output(out), new PrintStream(err, true, UTF_8), environment);
        int code = Controlfeed.run(surroundings, FeedRegistry::load, args);
        String printed = out instanceof ByteArrayOutputStream bytes ? bytes.toString(UTF_8) : "";
        return new Run(code, printed, err.toString(UTF_8));
    }

    public static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    public List<String> outLines() {
        return out.lines().toList();
    }

    public List<String> errLines() {
        return err.lines().toList();
    }
}
