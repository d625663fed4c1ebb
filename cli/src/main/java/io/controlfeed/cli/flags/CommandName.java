package io.controlfeed.cli.flags;

import picocli.CommandLine.Model.CommandSpec;

/** The words behind {@code controlfeed} that name a command. */
public final class CommandName {
    private CommandName() {}

    public static String of(CommandSpec command) {
        return command.parent() == null || command.parent().parent() == null
                ? command.name()
                : of(command.parent()) + " " + command.name();
    }
}
