package io.controlfeed.cli.node;

import io.controlfeed.applier.fingerprint.TableFingerprint;
import io.controlfeed.applier.node.LanePosition;
import io.controlfeed.cli.console.JsonObject;

/** What a node has, for programs. */
public final class PositionText {
    private PositionText() {}

    static String json(LanePosition lane) {
        return new JsonObject()
                .put("lane", lane.lane())
                .put("feed", lane.feed())
                .put("epoch", lane.epoch())
                .put("control_version", lane.controlVersion())
                .put("created_at", lane.createdAt())
                .put("moved_at", lane.movedAt())
                .put("replay_until", lane.replayUntil())
                .toString();
    }

    static String json(TableFingerprint table) {
        return new JsonObject()
                .put("table", table.table())
                .put("rows", table.rows())
                .put("digest", table.digest())
                .toString();
    }
}
