package io.controlfeed.cli.node;

import io.controlfeed.applier.NodeStatus;
import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.JsonText;
import io.controlfeed.cli.console.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** How a node stands, in words. */
public final class NodeText {
    private NodeText() {}

    /** A line each, in columns. */
    public static List<List<String>> rows(NodeDatabase database, NodeStatus status) {
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
        rows.add(List.of("feed in reach", contact(status)));
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

    private static String contact(NodeStatus status) {
        return status.contactedAt() == null
                ? "never yet, with everything applied"
                : status.contactedAt().toString();
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

    /** The same as fields of an object. */
    public static JsonObject fill(JsonObject json, NodeDatabase database, NodeStatus status) {
        json.put("node_db", database.file().toString())
                .put("node_id", status.nodeId())
                .putJson("lanes", JsonText.array(status.positions().stream().map(PositionText::json)))
                .put("applied", status.applied())
                .put("forgotten_before", status.forgottenBefore())
                .put("feed_in_reach_at", status.contactedAt())
                .putJson("parked", JsonText.array(status.parked().stream().map(NodeText::json)));
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
        return json.put("log_bytes", status.logBytes());
    }

    private static String json(NodeStatus.Parked parked) {
        return new JsonObject()
                .put("state", parked.state())
                .put("kind", parked.kind())
                .put("count", parked.count())
                .toString();
    }
}
