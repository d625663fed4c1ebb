package io.controlfeed.artifacts.http;

import io.controlfeed.artifacts.Incoming;
import io.controlfeed.artifacts.StorePath;
import io.controlfeed.feed.ArtifactRef;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes of one artifact, in as many attempts as it takes: each goes on where the one before it broke off. */
final class Download {
    private final Server server;
    private final String operation;
    private final ArtifactRef ref;
    private final Incoming incoming;
    private @Nullable String validator;

    Download(Server server, String operation, ArtifactRef ref, Incoming incoming) {
        this.server = server;
        this.operation = operation;
        this.ref = ref;
        this.incoming = incoming;
    }

    String operation() {
        return operation;
    }

    /** Brings what is left, and returns how much it is in all. */
    long attempt() throws IOException, InterruptedException {
        long from = incoming.position();
        Answer answer = server.ask(
                operation, "GET", StorePath.of(ref), headers(from), (head, attempt) -> body(head, from, attempt));
        if (!brings(answer, from)) {
            throw answer.failure(operation);
        }
        long whole = answer.length().orElse(0);
        if (incoming.position() < whole) {
            throw new Setback(answer.url() + " sent " + incoming.position() + " of " + whole + " bytes", null);
        }
        return incoming.position();
    }

    /** A name by digest always has the same bytes, so the rest of it can be asked for without a validator, too. */
    private Map<String, String> headers(long from) {
        Map<String, String> headers = new HashMap<>();
        if (from > 0) {
            headers.put("Range", "bytes=" + from + "-");
            if (validator != null) {
                headers.put("If-Range", validator);
            }
        }
        return headers;
    }

    private BodySubscriber<@Nullable Void> body(Answer head, long from, Attempt attempt) {
        if (!brings(head, from)) {
            return BodySubscribers.replacing(null);
        }
        validator = head.validator();
        return new BodyWriter(head, incoming, attempt);
    }

    private static boolean brings(Answer answer, long from) {
        return !answer.isEncoded() && (answer.isWhole() || answer.isFrom(from));
    }
}
