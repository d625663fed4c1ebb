package io.controlfeed.kafka.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The JVM of one node of a cluster. Its parent holds the other end of its standard input, and it ends when that is closed:
 * so it never outlives its parent, however that ended.
 */
final class NodeMain {
    /** What it prints when clients can use it. */
    static final String READY = "ready";
    /** How it ends when somebody else has one of its ports. */
    static final int PORT_TAKEN = 3;

    private static final int FAILED = 1;

    private NodeMain() {}

    /** Arguments: cluster id, directory of the node. */
    public static void main(String[] args) {
        PrintStream parent = System.out;
        System.setOut(System.err);
        new Thread(() -> endWithParent(System.in), "end-with-parent").start();
        Path directory = Path.of(args[1]);
        ServerLog.of(directory).takeOver();
        AtomicBoolean ready = new AtomicBoolean();
        try {
            Broker.start(args[0], properties(directory), () -> endIf(ready));
            ready.set(true);
            parent.println(READY);
            parent.flush();
        } catch (PortTaken taken) {
            end(PORT_TAKEN, taken);
        } catch (Throwable failed) {
            end(FAILED, failed);
        }
    }

    private static Properties properties(Path directory) throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(NodeProcess.propertiesFile(directory))) {
            properties.load(file);
        }
        return properties;
    }

    private static void endWithParent(InputStream fromParent) {
        try {
            fromParent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // The parent is gone all the same.
        }
        Runtime.getRuntime().halt(0);
    }

    /** A node that has been in use must not live on as a wreck. One that does not start says itself why. */
    private static void endIf(AtomicBoolean ready) {
        if (ready.get()) {
            Runtime.getRuntime().halt(FAILED);
        }
    }

    /** Halts instead of exiting: what is half started might not let itself be ended. */
    private static void end(int code, Throwable why) {
        why.printStackTrace();
        Runtime.getRuntime().halt(code);
    }
}
