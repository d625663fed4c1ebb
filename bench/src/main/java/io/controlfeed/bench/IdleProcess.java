package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that has nothing to do: how soon it is ready, and what it takes once it has been so for a while. */
final class IdleProcess {
    static final Measure START = new Measure("ms", false, samples -> samples.values()[0] / 1e6);
    static final Measure MEMORY = new Measure("MB", false, samples -> samples.values()[1] / 1e6);
    static final Measure CPU = new Measure("ms/s", false, samples -> samples.values()[2] / 1e6);

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
    private static final long KIBIBYTE = 1_024;
    private static final double SECOND = 1e9;

    private final Duration idle;

    /** @param idle how long it is left alone, and for how long it is watched then */
    IdleProcess(Duration idle) {
        this.idle = idle;
    }

    /** Starts a process; it is ready when this returns. */
    interface Start {
        Daemon untilReady() throws IOException, InterruptedException;
    }

    /** The nanoseconds until it was ready, its resident bytes, and the nanoseconds of CPU that it uses in a second. */
    Samples watch(Start start) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Daemon daemon = start.untilReady();
        try (daemon) {
            double ready = System.nanoTime() - begin;
            rest();
            long cpu = cpu(daemon.pid());
            long since = System.nanoTime();
            rest();
            double used = (cpu(daemon.pid()) - cpu) * SECOND / (System.nanoTime() - since);
            double resident = resident(daemon.pid());
            daemon.end();
            return new Samples(ready, resident, used);
        }
    }

    private void rest() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(idle.toNanos());
    }

    private static long cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("the system does not tell what process " + pid + " used"))
                .toNanos();
    }

    private static long resident(long pid) throws IOException {
        Matcher line = RESIDENT.matcher(Files.readString(Path.of("/proc", "" + pid, "status")));
        if (!line.find()) {
            throw new IllegalStateException("the system does not tell what is resident of process " + pid);
        }
        return Long.parseLong(line.group(1)) * KIBIBYTE;
    }
}
