package io.controlfeed.cli.doctor;

import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.cli.flags.ArtifactFlags;
import io.controlfeed.cli.flags.SettingFlags;
import io.controlfeed.feed.ArtifactRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at the artifact store: whether it answers, can be written, and has what is needed next. */
final class ArtifactExam {
    private static final String WHAT = "artifacts";
    /** That of no bytes: whether it is there or not, the answer shows that the store can be asked. */
    private static final ArtifactRef NOTHING =
            ArtifactRef.of("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private final ArtifactFlags flags;
    private final Optional<ArtifactRef> needed;

    /** @param needed the artifact of the oldest event that waits to be published */
    ArtifactExam(ArtifactFlags flags, Optional<ArtifactRef> needed) {
        this.flags = flags;
        this.needed = needed;
    }

    void addTo(Findings findings, SettingFlags settings) throws InterruptedException {
        Path directory = flags.directory();
        ArtifactStore store = flags.open("doctor", settings);
        if (store == null) {
            findings.add(Finding.ok(WHAT, "no store is given, as where no event refers to an artifact"));
            return;
        }
        try (store) {
            boolean isThere = store.exists(needed.orElse(NOTHING));
            findings.add(Finding.ok(WHAT, store.name() + " can be reached"));
            if (needed.isPresent()) {
                findings.add(needed(needed.get(), isThere));
            }
        }
        if (directory != null) {
            addTo(findings, directory);
        }
    }

    private static void addTo(Findings findings, Path directory) {
        findings.add(
                !Files.exists(directory) || Files.isWritable(directory)
                        ? Finding.ok(WHAT, directory + " can be written")
                        : Finding.error(
                                WHAT,
                                directory + " cannot be written by this user",
                                "Give this user the right to: what is fetched or put is kept there."));
        DiskExam.of("disk of the artifacts", directory, findings);
    }

    private static Finding needed(ArtifactRef artifact, boolean isThere) {
        return isThere
                ? Finding.ok(WHAT, "that of the oldest pending event is there")
                : Finding.error(
                        WHAT,
                        "that of the oldest pending event, " + artifact.digest() + ", is not there",
                        "Producers put artifacts into the store before they commit: look where they put this one.");
    }
}
