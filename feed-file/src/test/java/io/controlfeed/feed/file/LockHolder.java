package io.controlfeed.feed.file;

import io.controlfeed.feed.FeedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that takes a lock, says so, and holds it until it is killed; or says that it cannot have it, and ends. */
final class LockHolder {
    private LockHolder() {}

    static Process start(Path lockFile) throws IOException {
        return new ProcessBuilder(command(LockHolder.class, lockFile.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** This JVM again, with another main class. */
    static List<String> command(Class<?> main, String argument) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                argument);
    }

    public static void main(String[] args) {
        try {
            new DirectoryLock(Path.of(args[0]), Duration.ofMillis(300)).locked("hold", () -> {
                System.out.println("held");
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
                return true;
            });
        } catch (FeedException.Unavailable busy) {
            System.out.println("busy");
        }
    }
}
