package io.controlfeed.system.whole;

import io.controlfeed.feed.kafka.Chaos;
import java.time.Duration;
import java.util.Locale;

/** For how long things go wrong: {@code -Dsoak=90s}, {@code 20m} or {@code 1h}; else a little in each build, and more with the full counts. */
final class Length {
    private static final int USUAL_SECONDS = 25;
    private static final int FULL_SECONDS = 300;

    private Length() {}

    static Duration chosen() {
        String soak = System.getProperty("soak");
        return soak == null
                ? Duration.ofSeconds(Chaos.count(USUAL_SECONDS, FULL_SECONDS))
                : Duration.parse("PT" + soak.toUpperCase(Locale.ROOT));
    }
}
