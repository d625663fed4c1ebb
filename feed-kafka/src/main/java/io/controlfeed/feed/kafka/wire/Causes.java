package io.controlfeed.feed.kafka.wire;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.RetriableException;

/** What a user's class throws, which may be anything: looked at through all of its causes. */
final class Causes {
    private static final int DEEPEST = 10;

    private Causes() {}

    private static List<Throwable> of(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && causes.size() < DEEPEST; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    /** Whether it is the network's fault, so that the same call may succeed later. Any IOException may be a value that ends early. */
    static boolean mayPass(Throwable thrown) {
        return of(thrown).stream()
                .anyMatch(cause -> cause instanceof SocketException
                        || cause instanceof InterruptedIOException
                        || cause instanceof UnknownHostException
                        || cause instanceof HttpTimeoutException
                        || cause instanceof RetriableException);
    }

    /** Each message, from the outermost to the cause. */
    static String told(Throwable thrown) {
        return String.join(
                " <- ",
                of(thrown).stream()
                        .map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage())
                        .toList());
    }
}
