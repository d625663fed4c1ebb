package io.controlfeed.cli.outbox;

import io.controlfeed.cli.console.AlignedColumns;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.Line;
import io.controlfeed.cli.console.Output;
import io.controlfeed.cli.console.Words;
import io.controlfeed.publisher.outbox.OutboxEntry;
import io.controlfeed.publisher.outbox.OutboxView;
import io.controlfeed.publisher.outbox.RowState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists rows of an outbox. */
@Command(
        name = "list",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nList rows of an outbox, in the order in which they were enqueued.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed outbox list --outbox outbox.db --state parked",
            "  controlfeed outbox list --outbox outbox.db --state published --newest --limit 10 --json"
        })
public final class OutboxList implements Callable<Integer> {
    private static final String NAME = "outbox list";

    private final Output out;

    @Mixin
    private final OutboxFlags outbox = new OutboxFlags();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            completionCandidates = States.class,
            description = "Only rows of these states, separated by commas: pending, retrying, held, parked, published,"
                    + " discarded. Default: the first four, which are not done.")
    private @Nullable String state;

    @Option(names = "--subject", paramLabel = "SUBJECT", description = "Only rows of this subject.")
    private @Nullable String subject;

    @Option(names = "--tenant-id", paramLabel = "ID", description = "Only rows of this tenant.")
    private @Nullable String tenantId;

    @Option(
            names = "--newest",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Begin with the newest.")
    private boolean newest;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "The most rows that are listed. Default: 100.")
    private long limit;

    @Mixin
    private final JsonFlag json = new JsonFlag();

    OutboxList(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || limit > Integer.MAX_VALUE) {
            throw Failure.usage(NAME, "--limit is " + limit + ": it must be 1 or more");
        }
        OutboxView.Filter filter = new OutboxView.Filter(states(), subject, tenantId, newest, (int) limit);
        return outbox.use(NAME, database -> {
            try (OutboxView view = new OutboxView(database)) {
                List<OutboxEntry> rows = view.list(filter);
                json.print(
                        out,
                        () -> table(rows),
                        () -> rows.stream().map(OutboxList::json).toList());
                return ExitCode.DONE.number();
            }
        });
    }

    private Set<RowState> states() {
        if (state == null) {
            return RowState.OPEN;
        }
        return Words.chosen(NAME, "--state", state, RowState.values(), RowState::word);
    }

    private static List<String> table(List<OutboxEntry> rows) {
        return rows.isEmpty()
                ? List.of()
                : new AlignedColumns()
                        .lines(
                                List.of("EVENT ID", "STATE", "ATTEMPTS", "CREATED", "TYPE", "SUBJECT", "WHAT"),
                                rows.stream().map(OutboxList::columns).toList());
    }

    private static List<String> columns(OutboxEntry row) {
        return Stream.of(
                        row.eventId(),
                        row.state().word(),
                        String.valueOf(row.attempts()),
                        String.valueOf(row.createdAt()),
                        row.type(),
                        row.tenantId() == null ? row.subject() : row.tenantId() + "/" + row.subject(),
                        what(row))
                .map(Line::of)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String what(OutboxEntry row) {
        return switch (row.state()) {
            case PENDING, HELD -> "";
            case PUBLISHED -> "version " + row.controlVersion();
            case RETRYING -> "again at " + row.nextAttemptAt() + ": " + Line.shortened(row.lastError());
            case PARKED -> "since " + row.since() + ": " + Line.shortened(row.lastError());
            case DISCARDED -> "since " + row.since();
        };
    }

    private static String json(OutboxEntry row) {
        return new JsonObject()
                .put("event_id", row.eventId())
                .put("state", row.state().word())
                .put("type", row.type())
                .put("tenant_id", row.tenantId())
                .put("subject", row.subject())
                .put("created_at", row.createdAt())
                .put("attempts", row.attempts())
                .put("last_error", row.lastError())
                .put("last_attempt_at", row.lastAttemptAt())
                .put("next_attempt_at", row.nextAttemptAt())
                .put(row.state().word() + "_at", row.since())
                .put("control_version", row.controlVersion())
                .toString();
    }

    /** For completion. */
    static final class States extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        States() {
            super(Arrays.stream(RowState.values()).map(RowState::word).toList());
        }
    }
}
