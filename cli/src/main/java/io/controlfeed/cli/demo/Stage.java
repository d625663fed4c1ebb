package io.controlfeed.cli.demo;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Where it happens: the processes that were started, and the waiting for them. Whoever waits hears of one that ended, and of the user's wish to end. */
final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** A Ctrl-C ends all processes at once, and may be heard of here after its effect is seen. */
    private static final Duration HEARSAY = Duration.ofSeconds(1);

    private final Launcher launcher;
    private final Workplace place;
    private final BooleanSupplier isToEnd;
    private final Map<String, Child> children = new LinkedHashMap<>();

    /** @param isToEnd whether the user wants no more of it */
    Stage(Launcher launcher, Workplace place, BooleanSupplier isToEnd) {
        this.launcher = launcher;
        this.place = place;
        this.isToEnd = isToEnd;
    }

    Workplace place() {
        return place;
    }

    Child start(String name, List<String> arguments) {
        Child child = launcher.start(name, place.log(name), arguments);
        children.put(name, child);
        return child;
    }

    /** Kills a process that is not expected to go on. */
    long kill(String name) {
        Child child = children.remove(name);
        if (child == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        child.kill();
        return child.pid();
    }

    /** Waits until it is so; fails if that takes too long. */
    void until(String what, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new Failure(
                        ExitCode.UNAVAILABLE,
                        "demo",
                        "after " + PATIENCE.toSeconds() + " s still not: " + what,
                        "run it again with --keep DIR, and look into the logs there; on a slow machine, with fewer --nodes",
                        null);
            }
            pause(LOOK);
        }
    }

    /** Lets time pass. */
    void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
        endIfTold();
        for (Child child : children.values()) {
            if (!child.isAlive()) {
                long deadline = System.nanoTime() + HEARSAY.toNanos();
                while (System.nanoTime() < deadline) {
                    LockSupport.parkNanos(LOOK.toNanos());
                    endIfTold();
                }
                throw child.failure();
            }
        }
    }

    private void endIfTold() {
        if (isToEnd.getAsBoolean()) {
            throw new ToldToEnd();
        }
    }

    /** Ends processes in good order, beside each other; returns when they are gone. */
    void end(Collection<String> names) {
        List<Child> ending =
                names.stream().map(children::remove).filter(Objects::nonNull).toList();
        ending.forEach(Child::terminate);
        ending.forEach(Child::awaitEnd);
    }

    @Override
    public void close() {
        end(List.copyOf(children.keySet()));
    }
}
