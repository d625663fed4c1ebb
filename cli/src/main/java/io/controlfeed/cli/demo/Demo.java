package io.controlfeed.cli.demo;

import io.controlfeed.cli.console.CloseAtExit;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.feed.FeedRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the whole of it: a control plane, a feed, nodes, one that is killed, an event that cannot be applied, and the proof. */
@Command(
        name = Demo.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "%nShow the whole of it on this machine, with a node that is killed, and prove that nothing was lost.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed demo",
            "  controlfeed demo --feed-sink file --events 500 --rate 100/s",
            "  controlfeed demo --keep ./demo --json",
            "",
            "The exit code is 0 if the proof holds, and 10 if it does not. What happens is told on standard error.",
            "Nothing is left behind, also after Ctrl-C, unless --keep names a directory."
        })
public final class Demo implements Callable<Integer> {
    public static final String NAME = "demo";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern RATE = Pattern.compile("([0-9]{1,9})(/s)?");
    /** What the launcher knows and a JVM cannot find out: whether somebody looks at standard error. */
    private static final String TERMINAL = "controlfeed.terminal";

    private final Surroundings surroundings;
    private final FeedRegistry backends;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many events are committed. Default: 2000.")
    private int events;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "How many nodes. Default: 3.")
    private int nodes;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            defaultValue = "250/s",
            description = "How many events are committed in a second. Default: 250/s.")
    private String rate = "";

    @Option(
            names = "--feed-sink",
            paramLabel = "kafka|file",
            defaultValue = KafkaFeed.BACKEND,
            description = "The feed between them: a real Kafka, or a directory. Default: kafka.")
    private String feedSink = "";

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "A new directory for all files and logs, which stays. Default: a temporary one.")
    private @Nullable Path keep;

    @Mixin
    private final JsonFlag json = new JsonFlag();

    public Demo(Surroundings surroundings, FeedRegistry backends) {
        this.surroundings = surroundings;
        this.backends = backends;
    }

    @Override
    public Integer call() throws SQLException, InterruptedException {
        Plot plot = plot();
        Function<Workplace, DemoFeed> feedAt = feedAt();
        Launcher launcher = Launcher.ofThisProcess();
        try (CloseAtExit closing = new CloseAtExit(() -> {}, PATIENCE);
                Workplace place = Workplace.make(keep);
                Stage stage = new Stage(launcher, place, closing::hasBegun)) {
            Story story = new Story(surroundings.err(), Boolean.getBoolean(TERMINAL));
            DemoFeed feed = feedAt.apply(place);
            Proof proof = new Performance(plot, feed, stage, story).play();
            ProofText text = new ProofText(proof, plot.nodeNames().get(plot.victim()), feed.backend(), story.seconds());
            json.print(surroundings.out(), text::forPeople, () -> List.of(text.forPrograms()));
            return (proof.holds() ? ExitCode.DONE : ExitCode.ENDANGERED).number();
        } catch (ToldToEnd asked) {
            return ExitCode.UNEXPECTED.number();
        }
    }

    private Plot plot() {
        Matcher perSecond = RATE.matcher(rate);
        if (!perSecond.matches()) {
            throw Failure.usage(
                    NAME, "--rate is '" + rate + "': it must be a number of events in a second, such as 250/s");
        }
        try {
            return new Plot(events, nodes, Integer.parseInt(perSecond.group(1)));
        } catch (IllegalArgumentException unfit) {
            throw Failure.usage(NAME, String.valueOf(unfit.getMessage()));
        }
    }

    private Function<Workplace, DemoFeed> feedAt() {
        return switch (feedSink) {
            case KafkaFeed.BACKEND -> place -> new KafkaFeed(backends);
            case DirectoryFeed.BACKEND ->
                place -> new DirectoryFeed(place.directory().resolve("feed"));
            default -> throw Failure.usage(NAME, "--feed-sink is '" + feedSink + "': it must be kafka or file");
        };
    }
}
