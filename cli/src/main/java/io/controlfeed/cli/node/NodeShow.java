package io.controlfeed.cli.node;

import io.controlfeed.applier.NodeStatus;
import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.cli.console.AlignedColumns;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.JsonFlag;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.JsonText;
import io.controlfeed.cli.console.Line;
import io.controlfeed.cli.console.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how a node stands. */
@Command(
        name = NodeShow.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "%nTell up to where a node has applied its feed, what is parked, and what its rows are.",
        optionListHeading = "",
        footer = {
            "",
            "Examples:",
            "  controlfeed status --node-db node.db",
            "  controlfeed status --node-db node.db --json",
            "",
            "It is what the node's own file tells, whether its applier runs or not. Two nodes with the same rows",
            "have the same fingerprint."
        })
public final class NodeShow implements Callable<Integer> {
    static final String NAME = "status";

    private final Output out;

    @Mixin
    private final NodeFlags node = new NodeFlags();

    @Mixin
    private final JsonFlag json = new JsonFlag();

    public NodeShow(Output out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        return node.use(NAME, database -> {
            NodeStatus status = NodeStatus.of(database);
            json.print(
                    out,
                    () -> new AlignedColumns().lines(rows(database, status)),
                    () -> List.of(json(database, status)));
            return ExitCode.DONE.number();
        });
    }

    private static List<List<String>> rows(NodeDatabase database, NodeStatus status) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("node", Objects.toString(status.nodeId(), "without a name") + ", " + database.file()));
        for (LanePosition lane : status.positions()) {
            String epoch = lane.epoch().isEmpty() ? "" : " of epoch " + lane.epoch();
            String replay = lane.controlVersion() < lane.replayUntil() ? ", again up to " + lane.replayUntil() : "";
            rows.add(List.of(
                    "lane " + lane.lane(),
                    lane.feed() + " up to version " + lane.controlVersion() + epoch + replay + ", since "
                            + lane.movedAt()));
        }
        rows.add(List.of("applied", String.valueOf(status.applied())));
        rows.add(List.of("parked", parked(status)));
        status.trouble()
                .ifPresent(trouble -> rows.add(List.of(
                        "trouble", trouble.kind() + " since " + trouble.since() + ": " + Line.of(trouble.text()))));
        status.fingerprint().ifPresent(fingerprint -> {
            fingerprint.tables().forEach(table -> rows.add(List.of("table " + table.table(), rows(table.rows()))));
            rows.add(List.of("fingerprint", fingerprint.digest()));
        });
        return rows;
    }

    private static String rows(long count) {
        return count + (count == 1 ? " row" : " rows");
    }

    private static String parked(NodeStatus status) {
        return status.parked().isEmpty()
                ? "none"
                : status.parked().stream()
                        .map(some ->
                                some.count() + " " + some.state() + (some.kind() == null ? "" : " by " + some.kind()))
                        .collect(Collectors.joining(", "));
    }

    private static String json(NodeDatabase database, NodeStatus status) {
        JsonObject json = new JsonObject()
                .put("node_db", database.file().toString())
                .put("node_id", status.nodeId())
                .putJson("lanes", JsonText.array(status.positions().stream().map(PositionText::json)))
                .put("applied", status.applied())
                .put("forgotten_before", status.forgottenBefore())
                .putJson("parked", JsonText.array(status.parked().stream().map(NodeShow::json)));
        status.trouble()
                .ifPresent(trouble -> json.putJson(
                        "trouble",
                        new JsonObject()
                                .put("kind", trouble.kind())
                                .put("text", trouble.text())
                                .put("since", trouble.since())
                                .toString()));
        status.fingerprint()
                .ifPresent(fingerprint -> json.put("fingerprint", fingerprint.digest())
                        .putJson(
                                "tables",
                                JsonText.array(fingerprint.tables().stream().map(PositionText::json))));
        return json.put("log_bytes", status.logBytes()).toString();
    }

    private static String json(NodeStatus.Parked parked) {
        return new JsonObject()
                .put("state", parked.state())
                .put("kind", parked.kind())
                .put("count", parked.count())
                .toString();
    }
}
