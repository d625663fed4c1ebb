package io.controlfeed.feed.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that takes a lock, says so, and holds it until it is killed. */
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
        new DirectoryLock(Path.of(args[0]), Duration.ofSeconds(10)).locked("hold", () -> {
            System.out.println("held");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return true;
        });
    }
}
