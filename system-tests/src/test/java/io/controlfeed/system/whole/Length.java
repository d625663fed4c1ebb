package io.controlfeed.system.whole;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.publisher.Database;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** For how long things go wrong: {@code -Dsoak=90s}, {@code 20m} or {@code 1h}; else a little in each build, and more with the full counts. */
final class Length {
    private static final int USUAL_SECONDS = 25;
    private static final int FULL_SECONDS = 300;

    private static final @Nullable String SOAK = System.getProperty("soak");

    private Length() {}

    static Duration chosen() {
        return SOAK == null
                ? Duration.ofSeconds(Chaos.count(USUAL_SECONDS, FULL_SECONDS))
                : Duration.parse("PT" + SOAK.toUpperCase(Locale.ROOT));
    }

    /** What the outbox is in: the one that can be cut off, and both of them in a run of some length. */
    static List<Database> outboxes() {
        return SOAK == null && Chaos.count(0, 1) == 0 ? List.of(Database.POSTGRESQL) : List.of(Database.values());
    }
}
