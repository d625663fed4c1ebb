package io.controlfeed.kafka.dev;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Where a Kafka keeps everything: one folder for each node, and what they have in common. One owner at a time. */
final class KafkaDirectory implements AutoCloseable {
    private static final String CLUSTER_ID = "cluster.id";
    private static final String NODES = "nodes";

    private final Path path;
    private final boolean temporary;
    private final FileChannel lock;
    private final String clusterId;
    private @Nullable AtExit atExit;

    private KafkaDirectory(Path path, boolean temporary, FileChannel lock, String clusterId) {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock;
        this.clusterId = clusterId;
    }

    /** Makes it, or takes up the one that is there; a temporary one if none is given. */
    static KafkaDirectory open(Optional<Path> given, int nodes) {
        Path path = given.orElse(null);
        try {
            path = path == null ? Files.createTempDirectory("dev-kafka-") : Files.createDirectories(path);
            FileChannel lock = lock(path);
            try {
                return new KafkaDirectory(path, given.isEmpty(), lock, clusterId(path, nodes));
            } catch (IOException | RuntimeException failed) {
                lock.close();
                throw failed;
            }
        } catch (IOException unusable) {
            throw new DevKafkaException(
                    "directory " + path + " cannot be used: " + unusable,
                    "name a directory that can be made and written to",
                    unusable);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new DevKafkaException(
                    "directory " + path + " is in use by another Kafka", "end that one, or name another directory");
        }
        return channel;
    }

    private static String clusterId(Path path, int nodes) throws IOException {
        Path file = path.resolve("dev-kafka.properties");
        Properties known = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                known.load(reader);
            }
            if (!known.getProperty(NODES, "").equals("" + nodes)) {
                throw new DevKafkaException(
                        "directory " + path + " holds a Kafka of " + known.getProperty(NODES) + " node(s), not "
                                + nodes,
                        "start it with as many nodes, or name another directory");
            }
        } else {
            known.setProperty(CLUSTER_ID, Uuid.randomUuid().toString());
            known.setProperty(NODES, "" + nodes);
            try (Writer writer = Files.newBufferedWriter(file)) {
                known.store(writer, null);
            }
        }
        return known.getProperty(CLUSTER_ID);
    }

    Path path() {
        return path;
    }

    String clusterId() {
        return clusterId;
    }

    Path node(int id) {
        return path.resolve("node-" + id);
    }

    /** Has its owner closed when this JVM ends, if that was not done before. */
    void closeAtExit(LocalKafka owner) {
        atExit = AtExit.run("close " + path, owner::close);
    }

    /** Gives it up, and removes it if it is temporary. */
    @Override
    public void close() {
        if (atExit != null) {
            atExit.callOff();
        }
        try {
            lock.close();
            if (temporary && Files.exists(path)) {
                delete();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("directory " + path + " cannot be removed; remove it by hand", failed);
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
