package io.controlfeed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where it was measured, and with what. */
record Machine(Map<String, String> facts) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** @param dir where the measured files lie */
    static Machine here(Path dir) throws IOException {
        Map<String, String> facts = new TreeMap<>();
        facts.put("os", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        facts.put("cpu", cpu());
        facts.put("cpus", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("heap", Runtime.getRuntime().maxMemory() / (1L << 20) + " MiB");
        facts.put("file system", Files.getFileStore(dir).type());
        facts.put("jdk", property("java.vm.name") + " " + property("java.runtime.version"));
        facts.put("class path", classPath());
        return new Machine(facts);
    }

    /** In a few words. */
    String summary() {
        return Stream.of("cpus", "cpu", "os", "jdk")
                .map(fact -> fact.equals("cpus") ? facts.get(fact) + " cores" : facts.get(fact))
                .collect(Collectors.joining(", "));
    }

    private static String property(String name) {
        return String.valueOf(System.getProperty(name));
    }

    private static String cpu() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    /** The names of the jars, which carry their versions. */
    private static String classPath() {
        return Arrays.stream(property("java.class.path").split(Pattern.quote(System.getProperty("path.separator"))))
                .map(entry -> String.valueOf(Path.of(entry).getFileName()))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
