package io.controlfeed.kafka.dev;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One node of a {@link DevKafkaCluster}: a JVM that can be killed, paused and started again on its own data and ports. */
public final class DevKafkaNode {
    private final ClusterPlan plan;
    private final int id;
    private NodeProcess process;
    private @Nullable Pause pause;

    /** Starts its JVM, and does not wait for it. */
    DevKafkaNode(ClusterPlan plan, int id) {
        this.plan = plan;
        this.id = id;
        this.process = newProcess();
    }

    private NodeProcess newProcess() {
        return NodeProcess.begin(plan.directory().clusterId(), directory(), plan.properties(id));
    }

    /** Its {@code node.id}. */
    public int id() {
        return id;
    }

    /** Where clients reach this node: {@code 127.0.0.1:9093}. */
    public String bootstrapServer() {
        return plan.bootstrapServer(id);
    }

    /** The port that something which stands at the node's port of a {@link Detour} has to connect to. */
    public int behind(String detour) {
        return plan.behind(id, detour);
    }

    /** Where it keeps its data, and {@code server.log}. */
    public Path directory() {
        return plan.directory().node(id);
    }

    /** The process id of its JVM, or of the last one that it had. */
    public synchronized long pid() {
        return process.pid();
    }

    /** Whether its JVM is there, be it paused or not. */
    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /** Ends its JVM by SIGKILL; returns when it is gone. */
    public synchronized void kill() {
        process.kill();
        resume();
    }

    /**
     * Starts it again if it is not alive. Returns when clients can use it, for which it needs a majority of the nodes; to
     * start several, use {@link DevKafkaCluster#start()}.
     */
    public void start() {
        begin();
        try {
            awaitReady();
        } catch (PortTaken taken) {
            throw taken.forGood();
        }
    }

    synchronized void begin() {
        if (!process.isAlive()) {
            process = newProcess();
        }
    }

    void awaitReady() throws PortTaken {
        NodeProcess starting;
        synchronized (this) {
            starting = process;
        }
        starting.awaitReady();
    }

    /** Stops its JVM in its tracks (SIGSTOP), as a long garbage collection or a frozen machine does. */
    public synchronized void pause() {
        if (pause == null) {
            pause = Pause.of(process.pid());
        }
    }

    /** Lets it go on after a pause (SIGCONT). */
    public synchronized void resume() {
        if (pause != null) {
            pause.close();
            pause = null;
        }
    }
}
