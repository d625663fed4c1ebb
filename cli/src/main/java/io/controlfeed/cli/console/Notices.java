package io.controlfeed.cli.console;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is told on standard error by the command itself, beside its output and beside the log, whose form it has. */
public final class Notices {
    private static final String NAME = "controlfeed";

    private final PrintStream err;
    private volatile LogFormat format = LogFormat.TEXT;

    Notices(PrintStream err) {
        this.err = err;
    }

    /** From now on. */
    public void use(LogFormat wanted) {
        format = wanted;
    }

    /** Something that is no error. */
    public void tell(String message) {
        err.println(
                format == LogFormat.TEXT
                        ? NAME + ": " + message
                        : json("info", message).toString());
    }

    /**
     * Why a command failed, and what to do.
     *
     * @param trace shown in full; null if nobody wants to see it
     */
    public void fail(ExitCode code, String what, String hint, @Nullable Throwable trace) {
        if (format == LogFormat.TEXT) {
            err.println(NAME + ": " + what);
            err.println(hint);
            if (trace != null) {
                trace.printStackTrace(err);
            }
            return;
        }
        JsonObject json = json("error", what).put("hint", hint).put("exit_code", code.number());
        err.println((trace == null ? json : json.put("stack", stack(trace))).toString());
    }

    private static JsonObject json(String level, String message) {
        return new JsonObject()
                .put("time", Instant.now())
                .put("level", level)
                .put("logger", NAME)
                .put("message", message);
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
