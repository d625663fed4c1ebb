package io.controlfeed.cli;

import io.controlfeed.cli.ComposeFile.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The services of a compose file as processes of this machine.
 *
 * @param places what stands in a container for what it is here
 */
record ComposeServices(ComposeFile file, Launcher launcher, Path directory, Map<String, String> places) {
    private static final String COMMAND = "controlfeed";
    private static final String PORT = "CONTROLFEED_HTTP_PORT";

    ComposeServices {
        // Each container has its ports to itself; here they share a machine.
        file = file.with(PORT, () -> String.valueOf(freePort()));
    }

    /** Where a service answers. */
    URI url(String name, String path) {
        return URI.create("http://127.0.0.1:" + service(name).environment().get(PORT) + path);
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** What the container of a service runs. */
    ProcessBuilder process(String name) throws IOException {
        Service service = service(name);
        List<String> command =
                new ArrayList<>(service.entrypoint().isEmpty() ? List.of(COMMAND) : service.entrypoint());
        service.command().forEach(word -> command.add(here(service, word)));
        return exec(name, command.toArray(String[]::new));
    }

    /** What {@code docker compose exec} runs in it. */
    ProcessBuilder exec(String name, String... command) throws IOException {
        Service service = service(name);
        Path bin = bin();
        if (Files.exists(bin.resolve(command[0]))) {
            command[0] = bin.resolve(command[0]).toString();
        }
        ProcessBuilder process = launcher.shellCommand(command);
        for (Map.Entry<String, String> variable : service.environment().entrySet()) {
            process.environment().put(variable.getKey(), here(service, variable.getValue()));
        }
        process.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
        return process;
    }

    private Service service(String name) {
        Service service = file.services().get(name);
        if (service == null) {
            throw new AssertionError("docker-compose.yml has no service " + name + " of ours");
        }
        return service;
    }

    private String here(Service service, String text) {
        String mapped = text;
        for (Map.Entry<String, String> place : places.entrySet()) {
            mapped = mapped.replace(place.getKey(), place.getValue());
        }
        for (Map.Entry<String, String> volume : service.volumes().entrySet()) {
            if (mapped.startsWith(volume.getKey())) {
                mapped = mounted(volume.getValue())
                        + mapped.substring(volume.getKey().length());
                break;
            }
        }
        return mapped;
    }

    private Path mounted(String source) {
        if (source.startsWith("./")) {
            return Launcher.root().resolve(source.substring(2));
        }
        try {
            return Files.createDirectories(directory.resolve("volumes").resolve(source));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A folder for the search path, with what the image has in its own; the jars are those that were built here. */
    private Path bin() throws IOException {
        Path bin = directory.resolve("bin");
        if (!Files.exists(bin)) {
            Files.createDirectory(bin);
            String jars = Launcher.root().resolve("cli/target/controlfeed/lib").toString();
            for (String name : List.of(COMMAND, "controlfeed-health")) {
                String script =
                        Files.readString(Launcher.root().resolve("deploy/image").resolve(name));
                Path here = Files.writeString(bin.resolve(name), script.replace("/opt/controlfeed/lib", jars));
                Files.setPosixFilePermissions(here, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return bin;
    }
}
