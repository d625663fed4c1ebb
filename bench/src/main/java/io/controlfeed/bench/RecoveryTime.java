package io.controlfeed.bench;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.kafka.dev.DevKafkaCluster;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** From a SIGKILL until the first event that is committed after it is applied. */
final class RecoveryTime {
    private static final String PRODUCT = "product";

    private final Effort effort;
    private final DevKafkaCluster kafka;
    private final Pipeline pipeline;
    private final Pipeline floor;

    RecoveryTime(Effort effort, DevKafkaCluster kafka, Pipeline pipeline, Pipeline floor) {
        this.effort = effort;
        this.kafka = kafka;
        this.pipeline = pipeline;
        this.floor = floor;
    }

    /** Who is killed, chosen beforehand. */
    private interface Fault {
        Runnable kill(Pipeline pipeline) throws IOException;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        return List.of(
                row("pump killed, standby beside it", line -> line.pump()::kill, progress),
                row("node killed", line -> line.applier()::kill, progress),
                row("leading broker killed", this::killLeader, progress));
    }

    private Row row(String who, Fault fault, Progress progress) throws IOException, InterruptedException {
        String what = who + ", until an event is applied";
        progress.begin(what);
        Contest contest = new Contest();
        contest.enter(PRODUCT, () -> recovery(pipeline, fault));
        contest.enter(Contest.FLOOR, () -> recovery(floor, fault));
        contest.run(effort.rounds());
        return contest.row(what, PRODUCT, Measure.millis(1));
    }

    private Samples recovery(Pipeline line, Fault fault) throws IOException, InterruptedException {
        makeWhole(line);
        apply(line);
        Runnable kill = fault.kill(line);
        return Samples.timed(1, n -> {
            kill.run();
            apply(line);
        });
    }

    private void makeWhole(Pipeline line) throws IOException, InterruptedException {
        kafka.start();
        try (Admin admin = line.topic().admin()) {
            Waiting.until("all brokers have their copies", () -> line.topic().areCopiesWhole(admin));
        }
        line.mend();
        line.awaitWhole();
    }

    private Runnable killLeader(Pipeline line) {
        int leader = line.topic().leader();
        return kafka.nodes().stream()
                .filter(node -> node.id() == leader)
                .findFirst()
                .orElseThrow()::kill;
    }

    /** Commits an event, and waits until the node has it. */
    private static void apply(Pipeline line) throws IOException, InterruptedException {
        ControlEvent event = Changes.bare(0);
        Backlog.put(line.database(), line.outbox(), 1, n -> event);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + line.node() + "?busy_timeout=30000");
                PreparedStatement look =
                        connection.prepareStatement("SELECT count(*) FROM applied_events WHERE event_id = ?")) {
            look.setString(1, event.eventId());
            Waiting.until("an event is applied", () -> {
                line.mend();
                return isThere(look);
            });
        } catch (SQLException failed) {
            throw new IllegalStateException(line.node() + " cannot be read", failed);
        }
    }

    private static boolean isThere(PreparedStatement look) {
        try (ResultSet count = look.executeQuery()) {
            return count.getInt(1) > 0;
        } catch (SQLException failed) {
            throw new IllegalStateException("a node's file cannot be read", failed);
        }
    }
}
