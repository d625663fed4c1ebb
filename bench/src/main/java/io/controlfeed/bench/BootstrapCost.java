package io.controlfeed.bench;

import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.snapshot.Bootstrap;
import io.controlfeed.applier.snapshot.Snapshot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What a snapshot costs to make, beside SQLite's own copy; and a node made of it, beside a copy that SQLite has checked. */
final class BootstrapCost {
    private static final String SNAPSHOT = "snapshot";
    private static final String BOOTSTRAP = "bootstrap";
    private static final String VACUUM = "vacuum";

    private final Effort effort;
    private final KafkaFeed feed;
    private final Path dir;
    private int files;

    BootstrapCost(Effort effort, KafkaFeed feed, Path dir) {
        this.effort = effort;
        this.feed = feed;
        this.dir = dir;
    }

    List<Row> measure(Progress progress) throws IOException, InterruptedException {
        progress.begin("making the node that is copied");
        AppliedNode original = AppliedNode.create(dir.resolve("original.db"), feed, true);
        original.applier().catchUp();
        original.requireApplied(feed.size());
        Path snapshot = snapshot(original.database(), dir.resolve("kept")).file();
        progress.begin("snapshot and bootstrap of a node with " + feed.events());
        Contest contest = new Contest();
        contest.enter(SNAPSHOT, () -> snapshot(original.database()));
        contest.enter(VACUUM, () -> vacuum(original.database().file()));
        contest.enter(BOOTSTRAP, () -> bootstrap(snapshot));
        contest.enter(Contest.FLOOR, () -> checkedCopy(snapshot));
        contest.run(effort.rounds());
        AppliedNode.delete(original.database().file());
        Measure millis = Measure.millis(0.5);
        return List.of(
                contest.rowBeside(VACUUM, "make a snapshot, " + feed.events(), SNAPSHOT, millis),
                contest.row("bootstrap from a snapshot, " + feed.events(), BOOTSTRAP, millis));
    }

    private Samples snapshot(NodeDatabase original) throws IOException, InterruptedException {
        Path kept = dir.resolve("snapshots-" + files++);
        Path[] made = new Path[1];
        Samples samples =
                Samples.timed(1, n -> made[0] = snapshot(original, kept).file());
        Files.delete(made[0]);
        return samples;
    }

    private static Snapshot snapshot(NodeDatabase original, Path directory) throws IOException {
        try {
            return Snapshot.make(original, directory);
        } catch (SQLException failed) {
            throw new IllegalStateException("no snapshot can be made", failed);
        }
    }

    private Samples vacuum(Path original) throws IOException, InterruptedException {
        Path copy = file();
        Samples samples = Samples.timed(1, n -> {
            sql(original, "VACUUM INTO '" + copy + "'");
            sync(copy);
        });
        Files.delete(copy);
        return samples;
    }

    private Samples bootstrap(Path snapshot) throws IOException, InterruptedException {
        Path file = file();
        Samples samples = Samples.timed(1, n -> {
            try {
                new Bootstrap(NodeDatabase.at(file), lane -> feed.source(), false, "bench").from(snapshot, null);
            } catch (SQLException failed) {
                throw new IllegalStateException("no node can be made", failed);
            }
        });
        AppliedNode.delete(file);
        return samples;
    }

    private Samples checkedCopy(Path snapshot) throws IOException, InterruptedException {
        Path copy = file();
        Samples samples = Samples.timed(1, n -> {
            Files.copy(snapshot, copy, StandardCopyOption.REPLACE_EXISTING);
            sync(copy);
            sql(copy, "PRAGMA integrity_check");
        });
        AppliedNode.delete(copy);
        return samples;
    }

    private static void sql(Path file, String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet row = statement.getResultSet()) {
                    if (!row.getString(1).equals("ok")) {
                        throw new IllegalStateException(file + " is damaged: " + row.getString(1));
                    }
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(sql + " failed on " + file, failed);
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private Path file() {
        return dir.resolve("copy-" + files++ + ".db");
    }
}
