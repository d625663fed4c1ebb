package io.controlfeed.cli.outbox;

import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.JsonText;
import io.controlfeed.cli.console.Line;
import io.controlfeed.publisher.outbox.LaneRecord;
import io.controlfeed.publisher.outbox.OutboxStatus;
import io.controlfeed.publisher.outbox.RowState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an outbox stands, in words. */
public final class OutboxText {
    private OutboxText() {}

    /** A line each, in columns. */
    public static List<List<String>> rows(String name, OutboxStatus status) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("outbox", name + ", tables of version " + status.schemaVersion()));
        for (RowState state : RowState.OPEN) {
            Duration oldest = state == RowState.PENDING ? status.oldestPending() : null;
            String age = oldest == null ? "" : ", the first one for " + seconds(oldest) + " s";
            rows.add(List.of(state.word(), status.count(state) + age));
        }
        rows.add(List.of("published", String.valueOf(status.publishedTotal())));
        rows.add(List.of("discarded", String.valueOf(status.discardedTotal())));
        rows.add(List.of("pump", pump(status)));
        if (status.trouble() != null) {
            rows.add(List.of("trouble", "since " + status.troubleSince() + ": " + Line.of(status.trouble())));
        }
        for (LaneRecord lane : status.lanes()) {
            String epoch = lane.epoch() == null ? "" : " of epoch " + lane.epoch();
            rows.add(List.of("lane " + lane.lane(), "recorded up to version " + lane.version() + epoch));
        }
        return rows;
    }

    private static String pump(OutboxStatus status) {
        if (status.isLeased()) {
            return status.holder() + ", its lease ends in " + seconds(status.leaseLeft()) + " s unless renewed";
        }
        return status.holder() == null ? "none" : "none; " + status.holder() + " ended without giving its lease back";
    }

    /** The same as one object. */
    public static String json(String name, OutboxStatus status) {
        JsonObject json = new JsonObject()
                .put("outbox", name)
                .put("outbox_id", status.outboxId())
                .put("schema_version", status.schemaVersion());
        RowState.OPEN.forEach(state -> json.put(state.word(), status.count(state)));
        return json.put("published_total", status.publishedTotal())
                .put("discarded_total", status.discardedTotal())
                .put("oldest_pending_ms", millis(status.oldestPending()))
                .put("is_leased", status.isLeased())
                .put("holder", status.holder())
                .put("lease_left_ms", millis(status.leaseLeft()))
                .put("trouble", status.trouble())
                .put("trouble_since", status.troubleSince())
                .putJson("lanes", JsonText.array(status.lanes().stream().map(OutboxText::json)))
                .toString();
    }

    private static String json(LaneRecord lane) {
        return new JsonObject()
                .put("lane", lane.lane())
                .put("epoch", lane.epoch())
                .put("recorded_version", lane.version())
                .toString();
    }

    private static @Nullable Long millis(@Nullable Duration time) {
        return time == null ? null : time.toMillis();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
