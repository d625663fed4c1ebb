package io.controlfeed.kafka.dev;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka of one node in this JVM: ready in a few seconds, and in a fraction of one when it is not the first. It can be
 * stopped and started again on the same port and data, as an outage is. Logs through SLF4J, and configures no logging.
 */
public final class DevKafka implements LocalKafka {
    private static final int ID = 1;

    private final ClusterPlan plan;
    private @Nullable Broker broker;

    private DevKafka(ClusterPlan plan) throws PortTaken {
        this.plan = plan;
        this.broker = begin();
    }

    /** Returns when clients can use it. Data that is in the directory already is kept. */
    public static DevKafka start(DevKafkaOptions options) {
        return ClusterPlan.carryOut(options, ID, DevKafka::new);
    }

    /** For a process that is there for this Kafka alone: its log becomes the log of the node. */
    static DevKafka startWithLog(DevKafkaOptions options) {
        return ClusterPlan.carryOut(options, ID, plan -> {
            ServerLog.of(plan.directory().node(ID)).takeOver();
            return new DevKafka(plan);
        });
    }

    @Override
    public synchronized void start() {
        if (broker == null) {
            try {
                broker = begin();
            } catch (PortTaken taken) {
                throw taken.forGood();
            }
        }
    }

    private Broker begin() throws PortTaken {
        return Broker.start(plan.directory().clusterId(), plan.properties(ID), () -> {});
    }

    /** Stops it in good order. */
    @Override
    public synchronized void stop() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }

    @Override
    public String bootstrapServers() {
        return plan.bootstrapServers();
    }

    @Override
    public Map<String, String> clientProperties() {
        return plan.clientProperties();
    }

    @Override
    public Path directory() {
        return plan.directory().path();
    }

    @Override
    public synchronized void close() {
        stop();
        plan.directory().close();
    }
}
