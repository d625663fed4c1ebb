package io.controlfeed.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at how much room there is where something writes. */
final class DiskExam {
    private static final long MEBIBYTE = 1L << 20;
    private static final long TOO_LITTLE = 100 * MEBIBYTE;
    private static final long LITTLE = 1024 * MEBIBYTE;

    private DiskExam() {}

    /** @param path a file or directory that is there, or will be beside something that is */
    static void of(String what, Path path, Findings findings) {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            findings.add(judge(what, there, Files.getFileStore(there).getUsableSpace()));
        } catch (IOException unreadable) {
            findings.add(
                    Finding.error(what, there + " cannot be looked at: " + unreadable, "Look at its file system."));
        }
    }

    static Finding judge(String what, Path place, long free) {
        String text = free / MEBIBYTE + " MiB are free at " + place;
        String advice = "Make room, or move it to a larger disk: with none left, nothing more is written.";
        if (free < TOO_LITTLE) {
            return Finding.error(what, text, advice);
        }
        return free < LITTLE ? Finding.warning(what, text, advice) : Finding.ok(what, text);
    }
}
