package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A JVM that makes a node, brings it up to the end of a feed, and ends. */
final class CatchingUp {
    static final String HEAP = "64m";

    private CatchingUp() {}

    static void inProcess(Path file, KafkaFeed feed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ChildJvm.withHeap(HEAP)
                        .command(
                                CatchingUp.class,
                                file.toString(),
                                feed.topic().servers(),
                                feed.topic().name(),
                                String.valueOf(feed.size())))
                .inheritIO()
                .start();
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("the node that was to catch up ended with code " + code);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        int events = Integer.parseInt(args[3]);
        KafkaFeed feed = KafkaFeed.of(new PlainTopic(args[1], args[2]), events);
        AppliedNode node = AppliedNode.create(Path.of(args[0]), feed, true);
        node.applier().catchUp();
        node.requireApplied(events);
    }
}
