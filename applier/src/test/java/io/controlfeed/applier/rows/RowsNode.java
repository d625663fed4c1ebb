package io.controlfeed.applier.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.applier.node.NodeDatabase;
import io.controlfeed.applier.node.Transaction;
import io.controlfeed.applier.projection.Change;
import io.controlfeed.applier.projection.Projection;
import io.controlfeed.applier.projection.ProjectionRegistry;
import io.controlfeed.artifacts.Artifact;
import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node's file with tables of its own, a store of artifacts, and the projection that an operator would get. */
final class RowsNode implements AutoCloseable {
    private final NodeDatabase database;
    private final Connection connection;
    private final WritableStore store;
    private final Projection projection;

    RowsNode(Path directory, String allowed, String... schema) throws SQLException {
        database = NodeDatabase.at(directory.resolve("node.db"));
        connection = database.connectOrCreate();
        store = ArtifactRegistry.load()
                .openWritable(
                        "file",
                        Map.of(
                                "artifacts-file-dir",
                                directory.resolve("artifacts").toString(),
                                "artifacts-file-fsync",
                                "false"));
        projection = ProjectionRegistry.load().open("rows", Map.of("allow-table", allowed));
        execute(schema);
    }

    /** Applies an artifact in a transaction of its own. */
    void apply(String artifact) throws SQLException, IOException, InterruptedException {
        apply(artifact.getBytes(UTF_8), null);
    }

    void apply(byte[] artifact, @Nullable String mediaType) throws SQLException, IOException, InterruptedException {
        Change change = prepare(artifact, mediaType);
        Transaction.run(connection, transaction -> {
            change.apply(transaction);
            return true;
        });
    }

    Change prepare(byte[] artifact, @Nullable String mediaType) throws IOException, InterruptedException {
        ArtifactRef stored = store.put(new ByteArrayInputStream(artifact));
        ArtifactRef ref = new ArtifactRef(stored.digest(), stored.size(), mediaType, null);
        try (Artifact verified = store.get(ref)) {
            return projection.prepare(event().withArtifact(ref), verified);
        }
    }

    static ControlEvent event() {
        return ControlEvent.builder("evt-1", "tenant.updated", "tenant/acme").build();
    }

    Projection projection() {
        return projection;
    }

    Connection connection() {
        return connection;
    }

    NodeDatabase database() {
        return database;
    }

    void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    /** The rows of a query, each as its values with bars between them; as SQL spells them. */
    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    /** How many rows this connection has written since it was opened. */
    long totalChanges() throws SQLException {
        return Long.parseLong(rows("SELECT total_changes()").get(0));
    }

    /** The bytes of the file, and of its write-ahead log. */
    List<ByteBuffer> bytes() throws IOException {
        return List.of(
                ByteBuffer.wrap(Files.readAllBytes(database.file())),
                ByteBuffer.wrap(Files.readAllBytes(database.writeAheadLog())));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        store.close();
    }
}
