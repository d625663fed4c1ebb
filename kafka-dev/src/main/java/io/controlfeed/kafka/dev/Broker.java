package io.controlfeed.kafka.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.LoggingFaultHandler;

/**
 * One node of Kafka in this JVM, broker and controller in one. Put together as Kafka's own KafkaRaftServer does it, but for
 * one thing: that one ends the whole JVM when it cannot start.
 */
final class Broker implements AutoCloseable {
    private final ControllerServer controller;
    private final BrokerServer broker;

    /**
     * Returns when clients can use it. A directory without data is formatted first.
     *
     * @param onFatalFault what to do when it cannot go on by itself; a fault during the start is thrown as well
     */
    static Broker start(String clusterId, Properties properties, Runnable onFatalFault) throws PortTaken {
        try {
            KafkaConfig config = KafkaConfig.fromProps(properties, false);
            return new Broker(config, format(clusterId, config), onFatalFault).startup();
        } catch (Exception failed) {
            throw startFailure(failed);
        }
    }

    private static BootstrapMetadata format(String clusterId, KafkaConfig config) throws Exception {
        String directory = config.metadataLogDir();
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                .setClusterId(clusterId)
                .setNodeId(config.nodeId())
                .addDirectory(directory)
                .setMetadataLogDirectory(directory)
                .setControllerListenerName(NodeProperties.CONTROLLER)
                .setIgnoreFormatted(true);
        formatter.run();
        return formatter.bootstrapMetadata();
    }

    private Broker(KafkaConfig config, BootstrapMetadata metadata, Runnable onFatalFault) throws IOException {
        SharedServer shared = new SharedServer(
                config,
                new MetaPropertiesEnsemble.Loader()
                        .addLogDirs(List.of(config.metadataLogDir()))
                        .addMetadataLogDir(config.metadataLogDir())
                        .load(),
                Time.SYSTEM,
                new Metrics(),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, fatal ? both(action, onFatalFault) : action),
                ServerSocketFactory.INSTANCE);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), metadata);
        broker = new BrokerServer(shared);
    }

    private static Runnable both(Runnable first, Runnable second) {
        return () -> {
            first.run();
            second.run();
        };
    }

    private Broker startup() {
        try {
            controller.startup();
            broker.startup();
            return this;
        } catch (Throwable failed) {
            close();
            throw failed;
        }
    }

    private static DevKafkaException startFailure(Exception failed) throws PortTaken {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause.getCause() instanceof BindException) {
                throw new PortTaken("" + cause.getMessage(), failed);
            }
        }
        return new DevKafkaException("Kafka does not start: " + failed, "the log of the broker says more", failed);
    }

    /** The broker first: it says goodbye to the controller. */
    @Override
    public void close() {
        broker.shutdown();
        controller.shutdown();
    }
}
