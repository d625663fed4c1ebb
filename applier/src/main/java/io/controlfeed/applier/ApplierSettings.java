package io.controlfeed.applier;

import java.time.Duration;
import java.util.Set;

/**
 * How an applier works. The defaults suit most.
 *
 * @param batch the most events that are applied in one transaction
 * @param ahead how many events are read and prepared before their turn
 * @param aheadBytes how many bytes of artifacts are held for that
 * @param artifactPatience how long an artifact that nobody has is waited for, counted from its event's creation
 * @param haltsOnFailure whether it halts at an event that cannot be applied, instead of parking it
 * @param types the types of events that are expected; empty if any is
 * @param walLimit how large the write-ahead log may become while a reader keeps it; then nothing is applied until it is free
 * @param remembered how many of the latest event ids are kept at least
 * @param rememberedTime how much older than those an event may be and still be recognised
 */
public record ApplierSettings(
        int batch,
        int ahead,
        long aheadBytes,
        Duration artifactPatience,
        boolean haltsOnFailure,
        Set<String> types,
        long walLimit,
        long remembered,
        Duration rememberedTime) {

    private static final long MEBIBYTE = 1L << 20;

    public ApplierSettings {
        types = Set.copyOf(types);
        require(batch >= 1, "batch", batch, "1 or more");
        require(ahead >= batch, "ahead", ahead, "at least one batch");
        require(aheadBytes >= MEBIBYTE, "aheadBytes", aheadBytes, "1 MiB or more");
        require(!artifactPatience.isNegative(), "artifactPatience", artifactPatience, "zero or longer");
        require(walLimit >= MEBIBYTE, "walLimit", walLimit, "1 MiB or more");
        require(remembered >= ahead, "remembered", remembered, "at least as many as are read ahead");
        require(!rememberedTime.isNegative(), "rememberedTime", rememberedTime, "zero or longer");
    }

    /** What suits most. */
    public static ApplierSettings defaults() {
        return new ApplierSettings(
                1_000,
                4_000,
                16 * MEBIBYTE,
                Duration.ofMinutes(1),
                false,
                Set.of(),
                1_024 * MEBIBYTE,
                1_000_000,
                Duration.ofDays(7));
    }

    /** The same, halting at an event that cannot be applied. */
    public ApplierSettings halting() {
        return new ApplierSettings(
                batch, ahead, aheadBytes, artifactPatience, true, types, walLimit, remembered, rememberedTime);
    }

    private static void require(boolean right, String what, Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException("an applier's " + what + " is " + value + ": it must be " + expected);
        }
    }
}
