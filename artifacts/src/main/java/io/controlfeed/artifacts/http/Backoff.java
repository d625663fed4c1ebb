package io.controlfeed.artifacts.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before trying again: a random part of a time that doubles, so that a fleet that lost its server does not come
 * back as one.
 *
 * @param attempts how many attempts in a row may bring nothing
 */
record Backoff(int attempts, Duration first, Duration longest) {
    static final Backoff USUAL = new Backoff(5, Duration.ofMillis(200), Duration.ofSeconds(10));

    /** @param asked what the server asked for; it is kept to, up to the longest wait, since the caller waits, too */
    Duration pause(int fruitless, Optional<Duration> asked) {
        long bound = Math.min(longest.toNanos(), first.toNanos() << Math.min(fruitless - 1, 20));
        Duration own = Duration.ofNanos(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
        Duration wanted = asked.filter(longer -> longer.compareTo(own) > 0).orElse(own);
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }
}
