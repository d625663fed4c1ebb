package io.controlfeed.cli.demo;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.flags.FlagNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this process was started by, and what it starts others by: so that they are what a user would start. */
record Launcher(Path script) {
    private static final String PROPERTY = "controlfeed.launcher";
    private static final String JVM_OPTIONS = "CONTROLFEED_JAVA_OPTS";
    /** They share a machine for some seconds: no time to make the best of their code. And they do not outlive the demo. */
    private static final String OF_CHILDREN = "-XX:TieredStopAtLevel=1 -Dcontrolfeed.ends-with-input=true";

    static Launcher ofThisProcess() {
        String script = System.getProperty(PROPERTY);
        if (script == null) {
            throw new Failure(
                    ExitCode.USAGE,
                    "demo",
                    "it starts other commands by the launcher, and was not started by it itself",
                    "run ./controlfeed demo in a working copy, or bin/controlfeed demo where the zip was unpacked",
                    null);
        }
        return new Launcher(Path.of(script));
    }

    /** Starts a command. What it prints goes to the log; what the environment says to this process is not meant for it. */
    Child start(String name, Path log, List<String> arguments) {
        List<String> command = new ArrayList<>(arguments);
        command.add(0, script.toString());
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process.environment().keySet().removeIf(FlagNames::isVariableOfCommands);
        process.environment().merge(JVM_OPTIONS, OF_CHILDREN, (given, ours) -> ours + " " + given);
        try {
            return new Child(name, process.start(), log);
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " cannot be started", failed);
        }
    }
}
