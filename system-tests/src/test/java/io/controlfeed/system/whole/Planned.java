package io.controlfeed.system.whole;

import io.controlfeed.fault.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** A transaction that a producer is going to make: drawn from the seed, whatever becomes of the rest. */
record Planned(List<Change> changes, boolean isPlainSql, boolean isRolledBack) {
    private static final int HOT = 3;
    private static final int OTHERS = 150;
    private static final int MOST_CHANGES = 5;
    private static final long NUMBERS_OF_A_PRODUCER = 1_000_000_000L;

    /** One change, and the id of the event that tells of it. */
    record Change(String eventId, Written written) {}

    /** The next one of a producer, whose transactions before had so many changes. */
    static Planned draw(int producer, int before, Random random) {
        // Sorted, so that no two transactions wait for each other.
        TreeSet<String> subjects = new TreeSet<>();
        for (int left = random.nextBoolean() ? 1 : 1 + random.nextInt(MOST_CHANGES); left > 0; left--) {
            subjects.add(random.nextInt(4) == 0 ? "hot/" + random.nextInt(HOT) : "resource/" + random.nextInt(OTHERS));
        }
        List<Change> changes = new ArrayList<>();
        for (String subject : subjects) {
            int number = before + changes.size();
            boolean isRemoval = random.nextInt(10) == 0;
            changes.add(new Change(
                    "p" + producer + "-" + number,
                    new Written(subject, isRemoval ? null : producer * NUMBERS_OF_A_PRODUCER + number)));
        }
        return new Planned(changes, random.nextBoolean(), random.nextInt(8) == 0);
    }
}
