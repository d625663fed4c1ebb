package io.controlfeed.cli.console;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The flag that asks for JSON, for programs, where people get text. */
public final class JsonFlag {
    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Print JSON, one object a line.")
    private boolean json;

    public void print(Output out, Supplier<List<String>> forPeople, Supplier<List<String>> forPrograms) {
        (json ? forPrograms : forPeople).get().forEach(out::line);
    }
}
