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
 * @param keepsFingerprints whether it keeps the digests of the projected tables, so that nodes can be compared
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
        boolean keepsFingerprints,
        Set<String> types,
        long walLimit,
        long remembered,
        Duration rememberedTime) {

    private static final int BATCHES_AHEAD = 2;
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
                true,
                Set.of(),
                1_024 * MEBIBYTE,
                1_000_000,
                Duration.ofDays(7));
    }

    /** The same, halting or not at an event that cannot be applied. */
    public ApplierSettings withHalting(boolean halts) {
        return new ApplierSettings(
                batch,
                ahead,
                aheadBytes,
                artifactPatience,
                halts,
                keepsFingerprints,
                types,
                walLimit,
                remembered,
                rememberedTime);
    }

    /** The same, keeping fingerprints or not. */
    public ApplierSettings withFingerprints(boolean keeps) {
        return new ApplierSettings(
                batch,
                ahead,
                aheadBytes,
                artifactPatience,
                haltsOnFailure,
                keeps,
                types,
                walLimit,
                remembered,
                rememberedTime);
    }

    /** The same, expecting only these types of events; any, if it is empty. */
    public ApplierSettings withTypes(Set<String> expected) {
        return new ApplierSettings(
                batch,
                ahead,
                aheadBytes,
                artifactPatience,
                haltsOnFailure,
                keepsFingerprints,
                expected,
                walLimit,
                remembered,
                rememberedTime);
    }

    /** The same, with another patience for artifacts that nobody has. */
    public ApplierSettings withArtifactPatience(Duration patience) {
        return new ApplierSettings(
                batch,
                ahead,
                aheadBytes,
                patience,
                haltsOnFailure,
                keepsFingerprints,
                types,
                walLimit,
                remembered,
                rememberedTime);
    }

    /** The same, with another limit of the write-ahead log. */
    public ApplierSettings withWalLimit(long bytes) {
        return new ApplierSettings(
                batch,
                ahead,
                aheadBytes,
                artifactPatience,
                haltsOnFailure,
                keepsFingerprints,
                types,
                bytes,
                remembered,
                rememberedTime);
    }

    /** The same, with batches of another size. */
    public ApplierSettings withBatch(int most) {
        return new ApplierSettings(
                most,
                Math.max(ahead, Math.multiplyExact(BATCHES_AHEAD, most)),
                aheadBytes,
                artifactPatience,
                haltsOnFailure,
                keepsFingerprints,
                types,
                walLimit,
                remembered,
                rememberedTime);
    }

    /** The same, remembering another number of ids. */
    public ApplierSettings withRemembered(long ids, Duration time) {
        return new ApplierSettings(
                batch,
                ahead,
                aheadBytes,
                artifactPatience,
                haltsOnFailure,
                keepsFingerprints,
                types,
                walLimit,
                ids,
                time);
    }

    private static void require(boolean right, String what, Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException("an applier's " + what + " is " + value + ": it must be " + expected);
        }
    }
}
