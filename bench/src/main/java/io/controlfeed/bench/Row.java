package io.controlfeed.bench;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param what what was measured
 * @param measure what the numbers are
 * @param numbers one number for each round
 * @param floor the same by hand, in the same rounds
 * @param smallest the same on the smallest feed, in the same rounds; null where the size of the feed is not the question
 */
record Row(
        String what,
        Measure measure,
        Samples numbers,
        Samples floor,
        @Nullable Samples smallest) {
    /** Each round's cost as a multiple of the floor's. */
    Samples timesFloor() {
        return measure.costs(numbers, floor);
    }

    /** The cost as a multiple of that on the smallest feed. */
    @Nullable
    Double timesSmallest() {
        return smallest == null ? null : measure.costs(numbers, smallest).median();
    }
}
