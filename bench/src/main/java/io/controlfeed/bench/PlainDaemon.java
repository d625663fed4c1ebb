package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process of the floor: publishes an outbox, or applies what was published, and ends when anything fails. */
final class PlainDaemon {
    /** What it says when it has opened everything. */
    private static final String WORKS = "works";

    private static final String PUMP = "pump";
    private static final String NODE = "node";

    private PlainDaemon() {}

    /** @param pause how long it waits between two looks at an outbox that has nothing */
    static List<String> pump(ChildJvm jvm, SqliteFile outbox, PlainTopic topic, Duration pause) {
        return jvm.command(
                PlainDaemon.class,
                PUMP,
                topic.servers(),
                topic.name(),
                outbox.dir().toString(),
                outbox.file(),
                String.valueOf(pause.toNanos()));
    }

    static List<String> node(ChildJvm jvm, Path file, PlainTopic topic) {
        return jvm.command(PlainDaemon.class, NODE, topic.servers(), topic.name(), file.toString());
    }

    /** Starts one; it works when this returns. */
    static Daemon start(String name, Path dir, List<String> command) throws IOException, InterruptedException {
        Daemon daemon = Daemon.start(name, dir, command);
        awaitWork(daemon);
        return daemon;
    }

    static void awaitWork(Daemon daemon) throws IOException, InterruptedException {
        daemon.await("is to work", () -> daemon.said().contains(WORKS));
    }

    /** Arguments: the kind, where the topic is, and where the outbox or the node's file. */
    public static void main(String[] args) throws InterruptedException {
        PlainTopic topic = new PlainTopic(args[1], args[2]);
        switch (args[0]) {
            case PUMP -> {
                try (PlainPump pump = new PlainPump(new SqliteFile(Path.of(args[3]), args[4]), topic)) {
                    System.out.println(WORKS);
                    pump.publish(Long.parseLong(args[5]), () -> false);
                }
            }
            case NODE -> {
                try (FollowingNode node = new FollowingNode(topic, Path.of(args[3]))) {
                    System.out.println(WORKS);
                    node.follow(events -> {}, () -> false);
                }
            }
            default -> throw new IllegalArgumentException("there is no '" + args[0] + "'");
        }
    }
}
