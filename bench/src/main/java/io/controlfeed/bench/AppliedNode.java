package io.controlfeed.bench;

import io.controlfeed.applier.Applier;
import io.controlfeed.applier.ApplierSettings;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeSchema;
import io.controlfeed.applier.projection.Projection;
import io.controlfeed.artifacts.ArtifactStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node's file, and an applier that brings a feed into it. */
record AppliedNode(NodeDatabase database, Applier applier) {

    /** Keeps the last event of each subject. The file may be there already; its name is the node's. */
    static AppliedNode create(Path file, KafkaFeed feed, boolean fingerprints) throws InterruptedException {
        return create(file, feed, SettingProjection.TABLE, new SettingProjection(), null, fingerprints);
    }

    /**
     * The same with another projection.
     *
     * @param table SQL that makes what it writes to
     */
    static AppliedNode create(
            Path file,
            KafkaFeed feed,
            String table,
            Projection projection,
            @Nullable ArtifactStore artifacts,
            boolean fingerprints)
            throws InterruptedException {
        NodeDatabase database = NodeDatabase.at(file);
        try {
            NodeSchema.migrate(database);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(table);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(file + " cannot be made", failed);
        }
        Applier applier = new Applier(
                database,
                feed.sources(String.valueOf(file.getFileName())),
                artifacts,
                projection,
                ApplierSettings.defaults().withFingerprints(fingerprints),
                new SimpleMeterRegistry());
        return new AppliedNode(database, applier);
    }

    /** Applies what the feed has, which must be so many events, and deletes the file. */
    Samples catchUp(int events) throws IOException, InterruptedException {
        Samples samples = Samples.timed(1, n -> applier.catchUp());
        requireApplied(events);
        delete(database.file());
        return samples;
    }

    /** Applies in a thread of its own, and tells what it has. */
    Background start(String thread, Arrivals applied) {
        applier.listen((events, begun) -> applied.now(events.size()));
        return new Background(thread, applier::run, applier::stop);
    }

    /** A node that left something out is no measurement. */
    void requireApplied(int events) {
        try (Connection connection = database.connectForReading();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM applied_events")) {
            if (count.getInt(1) != events) {
                throw new IllegalStateException(count.getInt(1) + " of " + events + " events were applied");
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(database.name() + " cannot be read", failed);
        }
    }

    static void delete(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", ".lock")) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
    }
}
