package io.controlfeed.artifacts.http;

import io.controlfeed.artifacts.Incoming;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes a body as it comes, and asks for more when that is written: memory holds no more than a buffer of it. */
final class BodyWriter implements BodySubscriber<@Nullable Void> {
    private final Answer answer;
    private final Incoming incoming;
    private final Attempt attempt;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private Flow.@Nullable Subscription body;

    BodyWriter(Answer answer, Incoming incoming, Attempt attempt) {
        this.answer = answer;
        this.incoming = incoming;
        this.attempt = attempt;
    }

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        body = subscription;
        next(() -> {
            if (answer.isWhole() && incoming.position() > 0) {
                incoming.restart();
            }
            answer.length().ifPresent(incoming::announce);
        });
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        next(() -> {
            for (ByteBuffer buffer : buffers) {
                incoming.write(buffer);
            }
        });
    }

    /** Whatever goes wrong ends the transfer, and is told to whoever waits for it. */
    private void next(Attempt.Heard part) {
        Flow.Subscription subscription = body;
        if (subscription == null || done.isDone()) {
            return;
        }
        try {
            attempt.hear(part);
            subscription.request(1);
        } catch (Exception error) {
            subscription.cancel();
            done.completeExceptionally(error);
        }
    }

    @Override
    public void onError(Throwable error) {
        done.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }
}
