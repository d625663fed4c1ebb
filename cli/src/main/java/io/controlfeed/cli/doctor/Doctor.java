package io.controlfeed.cli.doctor;

import io.controlfeed.cli.console.AlignedColumns;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.Line;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.daemon.HttpFlags;
import io.controlfeed.cli.flags.BackendFlags;
import io.controlfeed.cli.node.ApplierSide;
import io.controlfeed.cli.outbox.PumpSide;
import io.controlfeed.feed.Ability;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at everything that a pump and an applier are given, and changes nothing. */
@Command(
        name = Doctor.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "%nLook for what is wrong with what controlfeed run is given: settings, outbox, feed, node, artifacts,"
                        + " clocks and disks.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed doctor --config controlfeed.properties",
            "  controlfeed doctor --outbox control.db --feed-sink file --feed-file-dir ./feed",
            "  controlfeed doctor --feed-source kafka --node-db node.db --allow-table hostname --json",
            "",
            "It takes the flags of run; what is not given is not looked at. It writes nothing. Ends with 10 if it",
            "finds an error, and with 0 if there are warnings at most."
        })
public final class Doctor implements Callable<Integer> {
    static final String NAME = "doctor";

    private final Output out;
    private final FeedRegistry backends;
    private final CommandLine command;
    private final BackendFlags backendFlags;

    @Mixin
    private final PumpSide pump = new PumpSide();

    @Mixin
    private final ApplierSide applier = new ApplierSide();

    @Mixin
    private final HttpFlags http = new HttpFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    public Doctor(Output out, FeedRegistry backends) {
        this.out = out;
        this.backends = backends;
        this.command = new CommandLine(this);
        this.backendFlags = new BackendFlags(backends, command.getCommandSpec());
        applier.addTo(backendFlags.flags());
    }

    public CommandLine commandLine() {
        return command;
    }

    public BackendFlags backendFlags() {
        return backendFlags;
    }

    @Override
    public Integer call() throws InterruptedException {
        FeedProvider sink = backends.provider(pump.feedSink());
        FeedProvider source = backends.provider(applier.feedSource());
        backendFlags.refuseForeignFlags(BackendFlags.SINK + " or " + BackendFlags.SOURCE, sink.name(), source.name());
        Findings findings = new Findings();
        findings.look("settings", found -> settings(found, source));
        OutboxExam outbox = new OutboxExam(pump.outbox());
        if (pump.outbox().isGiven()) {
            findings.look("outbox", outbox::addTo);
        }
        FeedExam feed = new FeedExam(backends, backendFlags);
        for (FeedProvider backend : feeds(sink, source)) {
            findings.look("feed", found -> feed.addTo(found, backend));
        }
        if (applier.node().isGiven()) {
            findings.look("node", new NodeExam(applier.node(), feed.lanes())::addTo);
        }
        findings.look(
                "artifacts",
                found -> new ArtifactExam(applier.artifacts(), outbox.oldestArtifact())
                        .addTo(found, backendFlags.flags()));
        json.print(
                out,
                () -> new AlignedColumns()
                        .lines(findings.all().stream().flatMap(Doctor::rows).toList()),
                () -> findings.all().stream().map(Finding::json).toList());
        return (findings.hasErrors() ? ExitCode.ENDANGERED : ExitCode.DONE).number();
    }

    private void settings(Findings found, FeedProvider source) {
        http.check(NAME);
        pump.check(NAME);
        if (applier.node().isGiven() && source.abilities().contains(Ability.POLL)) {
            applier.check(NAME, backendFlags.flags());
        }
        found.add(Finding.ok("settings", "they can be used"));
    }

    /** Those that do something; once, if both sides have the same. */
    private static Set<FeedProvider> feeds(FeedProvider sink, FeedProvider source) {
        Set<FeedProvider> feeds = new LinkedHashSet<>();
        Stream.of(source, sink)
                .filter(backend -> !backend.abilities().isEmpty())
                .forEach(feeds::add);
        return feeds;
    }

    /** One line, and another one that says what to do, if there is something. */
    private static Stream<List<String>> rows(Finding finding) {
        List<String> row = List.of(finding.level().word(), finding.what(), Line.of(finding.text()));
        String advice = finding.advice();
        return advice == null ? Stream.of(row) : Stream.of(row, List.of("", "", Line.of(advice)));
    }
}
