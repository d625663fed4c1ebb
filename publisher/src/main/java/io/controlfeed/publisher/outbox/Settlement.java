package io.controlfeed.publisher.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What became of the rows of a batch, to be written into the outbox as one. */
public final class Settlement {
    final Map<Long, Long> published = new HashMap<>();
    final List<Failed> failed = new ArrayList<>();
    final List<Long> behind = new ArrayList<>();
    final Map<Integer, LaneRecord> lanes = new HashMap<>();

    /** A row whose attempt failed: it is tried again after a delay, or parked if there is none. */
    record Failed(
            long id,
            String error,
            @Nullable Long delayMillis,
            @Nullable Long floor) {}

    /** The feed holds the row's event at a control version. */
    public void published(long id, long controlVersion) {
        published.put(id, controlVersion);
    }

    /**
     * The row is tried again later.
     *
     * @param floor above which control version it may stand in the feed; null if it certainly does not
     */
    public void retry(long id, String error, long delayMillis, @Nullable Long floor) {
        failed.add(new Failed(id, error, delayMillis, floor));
    }

    /**
     * The row waits for an operator.
     *
     * @param floor above which control version it may stand in the feed; null if it certainly does not
     */
    public void park(long id, String error, @Nullable Long floor) {
        failed.add(new Failed(id, error, null, floor));
    }

    /** The row was not tried, because an earlier one of its subject failed. */
    public void behind(long id) {
        behind.add(id);
    }

    /** From now on the lane is recorded up to here. */
    public void recorded(LaneRecord lane) {
        lanes.put(lane.lane(), lane);
    }

    public boolean isEmpty() {
        return published.isEmpty() && failed.isEmpty() && behind.isEmpty() && lanes.isEmpty();
    }

    static String jsonArray(Collection<Long> ids) {
        StringJoiner json = new StringJoiner(",", "[", "]");
        ids.forEach(id -> json.add(id.toString()));
        return json.toString();
    }

    /** Of ids that a feed holds: not all of them are ours, so anything printable may stand in them. */
    static String jsonStrings(Collection<String> eventIds) {
        StringJoiner json = new StringJoiner(",", "[", "]");
        eventIds.forEach(id -> json.add('"' + id.replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
        return json.toString();
    }

    String publishedAsJson() {
        StringBuilder json = new StringBuilder(published.size() * 24 + 2).append('{');
        published.forEach((id, version) -> json.append(json.length() == 1 ? "\"" : ",\"")
                .append(id)
                .append("\":")
                .append(version));
        return json.append('}').toString();
    }
}
