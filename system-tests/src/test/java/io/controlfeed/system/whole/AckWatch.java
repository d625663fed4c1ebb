package io.controlfeed.system.whole;

import static java.util.Objects.requireNonNullElse;

import io.controlfeed.fault.NodeFile;
import io.controlfeed.feed.kafka.Patience;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Looks all the time whether a group is ahead of its node's file, or a file's cursor goes back; while nodes and brokers come and go. */
final class AckWatch {
    private static final TopicPartition LANE = new TopicPartition(Fleet.FEED, 0);
    private static final Duration BREATH = Duration.ofMillis(100);

    private final Fleet fleet;
    private final Map<String, Long> cursors = new HashMap<>();
    private final Set<Look> suspicious = new LinkedHashSet<>();
    private final Future<Void> running;
    private int looks;
    private volatile boolean isOver;

    /** Up to where a group had acknowledged, the cursor right after, and the cursor at the look before. */
    record Look(String node, long acked, long cursor, long before) {
        boolean isWrong(NavigableSet<Long> events) {
            Long last = events.floor(acked);
            return cursor < before || (last != null && last > cursor);
        }
    }

    private AckWatch(Fleet fleet) {
        this.fleet = fleet;
        running = Patience.start("ack watch", this::watch);
    }

    static AckWatch start(Fleet fleet) {
        return new AckWatch(fleet);
    }

    private Void watch() throws Exception {
        Map<String, Object> config = new HashMap<>(fleet.kafka().clientProperties());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "3000");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000");
        try (Admin admin = Admin.create(config)) {
            while (!isOver) {
                for (String node : Fleet.nodes()) {
                    look(admin, node, fleet.file(node));
                }
                Patience.pass(BREATH);
            }
        }
        return null;
    }

    private void look(Admin admin, String node, NodeFile file) throws SQLException, InterruptedException {
        if (!file.hasTables()) {
            return;
        }
        try {
            // Asked for before the cursor is read: it can only have been behind then.
            long acked = acked(admin, node);
            long cursor = file.cursor();
            long before = requireNonNullElse(cursors.put(node, cursor), 0L);
            if (acked > cursor || cursor < before) {
                suspicious.add(new Look(node, acked, cursor, before));
            }
            looks++;
        } catch (ExecutionException noBroker) {
            // Then there is nothing to compare just now.
        }
    }

    private static long acked(Admin admin, String group) throws ExecutionException, InterruptedException {
        OffsetAndMetadata committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(LANE);
        return committed == null ? 0 : committed.offset();
    }

    /** What it has seen that may be wrong: a group may be ahead by the end mark of a transaction, but not by an event. */
    Set<Look> finish() throws Exception {
        isOver = true;
        Patience.finish("the ack watch", running);
        return suspicious;
    }

    /** How often it could compare; to be asked when it has finished. */
    int looks() {
        return looks;
    }

    void abandon() {
        isOver = true;
    }
}
