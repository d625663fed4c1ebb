package io.controlfeed.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the command has around it: standard streams and environment. Text is UTF-8 whatever the locale says. */
public record Surroundings(
        InputStream in, Output out, PrintStream err, Map<String, String> environment, Notices notices) {

    public Surroundings(InputStream in, Output out, PrintStream err, Map<String, String> environment) {
        this(in, out, err, environment, new Notices(err));
    }

    public static Surroundings ofProcess() {
        return new Surroundings(
                System.in,
                new Output(new FileOutputStream(FileDescriptor.out)),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv());
    }

    /** Tells the user something that is no error, beside the output. */
    public void warn(String message) {
        notices.tell(message);
    }
}
