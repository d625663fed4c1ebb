package io.controlfeed.bench;

import io.controlfeed.applier.Applier;
import io.controlfeed.applier.ApplierSettings;
import io.controlfeed.applier.FeedSources;
import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeSchema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A node's file, and an applier that brings a feed into it. */
record AppliedNode(NodeDatabase database, Applier applier) {

    static AppliedNode create(Path file, KafkaFeed feed, boolean fingerprints) throws InterruptedException {
        NodeDatabase database = NodeDatabase.at(file);
        try {
            NodeSchema.migrate(database);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(SettingProjection.TABLE);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(file + " cannot be made", failed);
        }
        Applier applier = new Applier(
                database,
                new FeedSources(feed.registry(), KafkaFeed.NAME, feed.settings()),
                null,
                new SettingProjection(),
                ApplierSettings.defaults().withFingerprints(fingerprints),
                new SimpleMeterRegistry());
        return new AppliedNode(database, applier);
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

    void delete() throws IOException {
        delete(database.file());
    }

    static void delete(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", ".lock")) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
    }
}
