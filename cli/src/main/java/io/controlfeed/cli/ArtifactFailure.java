package io.controlfeed.cli;

import io.controlfeed.artifacts.ArtifactException;

/** What an artifact store says, as a failure of the command. */
final class ArtifactFailure {
    private ArtifactFailure() {}

    static Failure of(ArtifactException failed) {
        ExitCode exit = failed instanceof ArtifactException.Unavailable ? ExitCode.UNAVAILABLE : ExitCode.USAGE;
        return new Failure(exit, failed.operation(), failed.reason(), failed.hint(), failed);
    }
}
