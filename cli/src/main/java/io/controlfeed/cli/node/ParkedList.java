package io.controlfeed.cli.node;

import io.controlfeed.applier.node.ParkedDesk;
import io.controlfeed.applier.node.ParkedEntry;
import io.controlfeed.applier.node.ParkedState;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.console.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the parked events of a node. */
@Command(
        name = "list",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nList the parked events of a node, in the order of the feed.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed parked list --node-db node.db",
            "  controlfeed parked list --node-db node.db --state failed --kind constraint --json",
            "",
            "failed: it cannot be applied. behind: it waits behind one of its subject that failed. retry: it is to",
            "be tried again. discarded: it was given up."
        })
public final class ParkedList implements Callable<Integer> {
    private static final String NAME = "parked list";

    private final Output out;

    @Mixin
    private final NodeFlags node = new NodeFlags();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            completionCandidates = States.class,
            description = "Only events of these states, separated by commas: failed, behind, retry, discarded."
                    + " Default: the first three, which are not done.")
    private @Nullable String state;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only events that failed in this way.")
    private @Nullable String kind;

    @Option(
            names = "--subject",
            paramLabel = "SUBJECT",
            description = "Only events of this subject, with its tenant in front: acme/hostname/www.example.com.")
    private @Nullable String subject;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "The most events that are listed. Default: 100.")
    private long limit;

    @Mixin
    private final JsonFlag json = new JsonFlag();

    ParkedList(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || limit > Integer.MAX_VALUE) {
            throw Failure.usage(NAME, "--limit is " + limit + ": it must be 1 or more");
        }
        ParkedDesk.Filter filter = new ParkedDesk.Filter(states(), kind, subject, (int) limit);
        return node.use(NAME, database -> {
            List<ParkedEntry> entries = new ParkedDesk(database).list(filter);
            json.print(
                    out,
                    () -> ParkedText.table(entries),
                    () -> entries.stream().map(ParkedText::json).toList());
            return ExitCode.DONE.number();
        });
    }

    private Set<ParkedState> states() {
        return state == null
                ? EnumSet.complementOf(EnumSet.of(ParkedState.DISCARDED))
                : Words.chosen(NAME, "--state", state, ParkedState.values(), ParkedState::word);
    }

    /** For completion. */
    static final class States extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        States() {
            super(Arrays.stream(ParkedState.values()).map(ParkedState::word).toList());
        }
    }
}
