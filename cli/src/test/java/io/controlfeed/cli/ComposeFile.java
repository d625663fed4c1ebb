package io.controlfeed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The services of docker-compose.yml that are ours. */
record ComposeFile(Map<String, Service> services) {

    /**
     * What a container of it runs, and with what.
     *
     * @param entrypoint in place of the image's; empty if there is none
     * @param volumes what is mounted where: paths in the container, by what they stand for
     */
    record Service(
            String name,
            List<String> entrypoint,
            List<String> command,
            Map<String, String> environment,
            Map<String, String> volumes) {}

    static ComposeFile read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file, UTF_8)) {
            Map<?, ?> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            Map<String, Service> ours = new TreeMap<>();
            map(root.get("services")).forEach((name, content) -> {
                Map<?, ?> service = map(content);
                if (service.containsKey("build")) {
                    ours.put((String) name, service((String) name, service));
                }
            });
            return new ComposeFile(ours);
        }
    }

    /** The same, with another value of a variable in each service that has it. */
    ComposeFile with(String variable, Supplier<String> value) {
        Map<String, Service> others = new TreeMap<>();
        services.forEach((name, service) -> {
            Map<String, String> environment = new TreeMap<>(service.environment());
            environment.computeIfPresent(variable, (key, old) -> value.get());
            others.put(
                    name, new Service(name, service.entrypoint(), service.command(), environment, service.volumes()));
        });
        return new ComposeFile(others);
    }

    private static Service service(String name, Map<?, ?> content) {
        Map<String, String> environment = new TreeMap<>();
        map(content.get("environment")).forEach((key, value) -> environment.put((String) key, String.valueOf(value)));
        Map<String, String> volumes = new TreeMap<>();
        for (String volume : texts(content.get("volumes"))) {
            String[] parts = volume.split(":", -1);
            volumes.put(parts[1], parts[0]);
        }
        return new Service(name, texts(content.get("entrypoint")), texts(content.get("command")), environment, volumes);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<?, ?>) value;
    }

    private static List<String> texts(@Nullable Object value) {
        return value == null
                ? List.of()
                : ((List<?>) value).stream().map(String::valueOf).toList();
    }
}
