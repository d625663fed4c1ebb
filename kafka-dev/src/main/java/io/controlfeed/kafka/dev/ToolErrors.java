package io.controlfeed.kafka.dev;

import java.io.PrintWriter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong as the whole command does: a line that says it, and one that says what to do. */
final class ToolErrors {
    static final int DONE = 0;
    static final int UNEXPECTED = 1;
    /** It cannot be had as asked. */
    static final int USAGE = 2;

    private static final String SEE_HELP = "see controlfeed " + DevKafkaTool.NAME + " --help";

    private final PrintWriter err;

    ToolErrors(PrintWriter err) {
        this.err = err;
    }

    int print(ParameterException wrong) {
        return print(USAGE, reason(wrong), SEE_HELP);
    }

    int print(Exception failure, boolean debug) {
        int code;
        if (failure instanceof DevKafkaException known) {
            code = print(USAGE, known.reason(), known.hint());
        } else if (failure instanceof IllegalArgumentException refused) {
            code = print(USAGE, "" + refused.getMessage(), SEE_HELP);
        } else {
            code = print(
                    UNEXPECTED,
                    "unexpected " + failure,
                    "this is a bug: run it again with --debug and report what it prints");
        }
        if (debug) {
            failure.printStackTrace(err);
            err.flush();
        }
        return code;
    }

    private int print(int code, String reason, String hint) {
        err.println("controlfeed: " + DevKafkaTool.NAME + ": " + reason);
        err.println(hint);
        err.flush();
        return code;
    }

    private static String reason(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            return word.startsWith("-") ? "there is no flag '" + word + "'" : "'" + word + "' belongs to no flag";
        }
        return "" + wrong.getMessage();
    }
}
