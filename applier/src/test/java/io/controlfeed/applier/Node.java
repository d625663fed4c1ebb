package io.controlfeed.applier;

import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.NodeSchema;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A node of a test: its file with the table {@code item}, and appliers that work on it. */
final class Node {
    static final ApplierSettings QUICK = ApplierSettings.defaults()
            .withArtifactPatience(Duration.ofSeconds(1))
            .withRemembered(10_000, Duration.ZERO);

    private static final int LIMIT_SECONDS = 180;

    private final NodeDatabase database;
    private final FeedProvider feed;
    private final ItemProjection projection;
    private @Nullable ArtifactStore artifacts;

    Node(Path directory, FeedProvider feed) throws Exception {
        this.database = NodeDatabase.at(directory.resolve("node.db"));
        this.feed = feed;
        this.projection = new ItemProjection();
        NodeSchema.migrate(database);
        execute(ItemProjection.SCHEMA);
    }

    private Node(NodeDatabase database, FeedProvider feed, ItemProjection projection) {
        this.database = database;
        this.feed = feed;
        this.projection = projection;
    }

    /** The same node, with another feed. */
    Node reading(FeedProvider other) {
        return new Node(database, other, projection);
    }

    NodeDatabase database() {
        return database;
    }

    ItemProjection projection() {
        return projection;
    }

    Node with(ArtifactStore store) {
        artifacts = store;
        return this;
    }

    Applier applier(ApplierSettings settings) {
        return applier(settings, new SimpleMeterRegistry());
    }

    Applier applier(ApplierSettings settings, MeterRegistry numbers) {
        return new Applier(
                database,
                new FeedSources(FeedRegistry.of(feed), feed.name(), Map.of()),
                artifacts,
                projection,
                settings,
                numbers);
    }

    /** Applies what the feed has. */
    void catchUp() throws Exception {
        catchUp(QUICK);
    }

    void catchUp(ApplierSettings settings) throws Exception {
        Applier applier = applier(settings);
        finish(start(applier, applier::catchUp));
    }

    interface Body {
        void run(Applier applier) throws Exception;
    }

    /** Does something while an applier runs; throws what it ended with. */
    void during(ApplierSettings settings, Body body) throws Exception {
        Applier applier = applier(settings);
        FutureTask<Void> running = start(applier, applier::run);
        try {
            body.run(applier);
        } finally {
            applier.stop();
            finish(running);
        }
    }

    static FutureTask<Void> start(Applier applier, Runnable work) {
        FutureTask<Void> running = new FutureTask<>(work, null);
        Thread thread = new Thread(running, "applier");
        thread.setDaemon(true);
        thread.start();
        return running;
    }

    static void finish(FutureTask<Void> running) throws Exception {
        try {
            running.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception known) {
                throw known;
            }
            throw failed;
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.connectOrCreate();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** The rows of a query, each with its columns joined by a bar. */
    List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connectForReading();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    values.add(row.getString(column));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    String one(String sql) throws SQLException {
        return query(sql).get(0);
    }
}
