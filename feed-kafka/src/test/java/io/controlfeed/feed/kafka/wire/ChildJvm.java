package io.controlfeed.feed.kafka.wire;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child JVM that answers each line that it is given with a line. It ends when its standard input does. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    ChildJvm(Class<?> main, List<Path> lastOnClassPath, String... arguments) throws IOException {
        List<String> classPath = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        lastOnClassPath.forEach(jar -> classPath.add(jar.toString()));
        List<String> command = new ArrayList<>(
                List.of(java(), "-Xmx256m", "-cp", String.join(File.pathSeparator, classPath), main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    String ask(String question) throws IOException {
        questions.write(question);
        questions.newLine();
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the child JVM ended at: " + question);
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
