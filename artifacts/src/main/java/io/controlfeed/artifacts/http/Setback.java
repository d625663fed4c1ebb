package io.controlfeed.artifacts.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt did not succeed, and another one may. */
final class Setback extends IOException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    Setback(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long the server asks to be left alone. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
