package io.controlfeed.cli.outbox;

import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.flags.HostName;
import io.controlfeed.publisher.pump.PumpSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a pump works. */
public final class PumpFlags {
    private static final PumpSettings DEFAULTS = PumpSettings.defaults("");

    @Option(
            names = "--retention",
            paramLabel = "TIME",
            description =
                    "Remove rows this long after they were published or discarded: such as 7d or 12h. Default: never.")
    private @Nullable Duration retention;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "The most rows that are published together. Default: 1000.")
    private long batch = DEFAULTS.batch();

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "After how many failures a row that the feed refuses is parked. Default: 5.")
    private long attempts = DEFAULTS.attempts();

    @Option(
            names = "--first-delay",
            paramLabel = "TIME",
            description = "How long a row waits after its first failure; twice as long after each more. Default: 1s.")
    private Duration firstDelay = DEFAULTS.firstDelay();

    @Option(names = "--longest-delay", paramLabel = "TIME", description = "The most that it waits. Default: 5m.")
    private Duration longestDelay = DEFAULTS.longestDelay();

    @Option(
            names = "--poll",
            paramLabel = "TIME",
            description = "How often to look when nothing wakes the pump; commits do. Default: 1s.")
    private Duration poll = DEFAULTS.poll();

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            description = "After what time another pump takes over from one that no longer answers. Default: 5s.")
    private Duration lease = DEFAULTS.lease();

    @Option(
            names = "--accept-new-feed",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Go on although the feed is not the one that the outbox was published to so far.")
    private boolean acceptNewFeed;

    @Option(
            names = "--publish-after-gap",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description =
                    "Publish rows although they may have been published to a stretch that the feed no longer holds.")
    private boolean publishAfterGap;

    PumpSettings settings(String command) {
        try {
            return new PumpSettings(
                    holder(),
                    Math.toIntExact(batch),
                    Math.toIntExact(attempts),
                    firstDelay,
                    longestDelay,
                    poll,
                    lease,
                    acceptNewFeed,
                    publishAfterGap,
                    retention);
        } catch (IllegalArgumentException | ArithmeticException unfit) {
            throw Failure.usage(command, String.valueOf(unfit.getMessage()));
        }
    }

    /** For the people who look at the outbox. */
    private static String holder() {
        return HostName.get() + " process " + ProcessHandle.current().pid();
    }
}
