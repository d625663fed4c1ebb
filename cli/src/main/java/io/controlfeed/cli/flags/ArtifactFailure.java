package io.controlfeed.cli.flags;

import io.controlfeed.artifacts.ArtifactException;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;

/** What an artifact store says, as a failure of the command. */
public final class ArtifactFailure {
    private ArtifactFailure() {}

    public static Failure of(ArtifactException failed) {
        ExitCode exit = failed instanceof ArtifactException.Unavailable ? ExitCode.UNAVAILABLE : ExitCode.USAGE;
        return new Failure(exit, failed.operation(), failed.reason(), failed.hint(), failed);
    }
}
