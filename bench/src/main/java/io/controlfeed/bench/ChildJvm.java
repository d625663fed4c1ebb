package io.controlfeed.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM is started that runs a class of the bench. */
record ChildJvm(List<String> flags) {
    /** As the launcher starts what goes on. */
    static final ChildJvm LIKE_THE_PRODUCT = new ChildJvm(List.of("-Xshare:auto", "-Xlog:disable", "-XX:+UseSerialGC"));

    static ChildJvm withHeap(String heap) {
        return new ChildJvm(List.of("-XX:+UseSerialGC", "-Xmx" + heap));
    }

    List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
