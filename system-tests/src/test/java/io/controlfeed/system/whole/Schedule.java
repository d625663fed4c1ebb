package io.controlfeed.system.whole;

import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** What goes wrong in a run, when and for how long: drawn from the seed, with each kind of fault in each round of them. */
record Schedule(List<Step> steps) {
    private static final int SHORTEST_MILLIS = 300;
    private static final int LONGEST_MILLIS = 5_000;
    private static final int LONGEST_BREAK_MILLIS = 2_000;
    /** They can befall many. */
    private static final List<Fault> MORE_OFTEN =
            List.of(Fault.KILLED, Fault.KILLED, Fault.PAUSED, Fault.CUT_OFF, Fault.UNHEARD);

    /** One fault; several may last at a time, but one on each victim. */
    record Step(Duration at, Duration lasts, Harm harm) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%8.1f s  %s, for %.1f s", at.toMillis() / 1e3, harm, lasts.toMillis() / 1e3);
        }
    }

    static Schedule draw(Fleet fleet, Duration length) {
        Random random = Chaos.random("schedule");
        List<Step> steps = new ArrayList<>();
        Deque<Fault> faults = new ArrayDeque<>();
        for (Duration at = Duration.ZERO; at.compareTo(length) < 0; ) {
            if (faults.isEmpty()) {
                List<Fault> all = new ArrayList<>(List.of(Fault.values()));
                all.addAll(MORE_OFTEN);
                Collections.shuffle(all, random);
                faults.addAll(all);
            }
            Fault fault = faults.remove();
            List<Harm> harms = fault.of(fleet);
            if (harms.isEmpty()) {
                continue;
            }
            Duration lasts = Duration.ofMillis(SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS));
            steps.add(new Step(at, lasts, harms.get(random.nextInt(harms.size()))));
            at = at.plusMillis(random.nextInt(LONGEST_BREAK_MILLIS));
        }
        return new Schedule(steps);
    }

    /** Does what it says; returns when everything is healed. */
    void carryOut() throws Exception {
        long begin = System.nanoTime();
        Map<String, Object> turns = new HashMap<>();
        List<Future<Void>> running = new ArrayList<>();
        for (Step step : steps) {
            Patience.pass(step.at().minusNanos(System.nanoTime() - begin));
            Object turn = turns.computeIfAbsent(step.harm().victim(), victim -> new Object());
            running.add(Patience.start(step.toString(), () -> {
                synchronized (turn) {
                    step.harm().strike().run();
                    Patience.pass(step.lasts());
                    step.harm().heal().run();
                }
                return null;
            }));
        }
        for (Future<Void> step : running) {
            Patience.finish("a fault", step);
        }
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
    }
}
