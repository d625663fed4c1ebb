package io.controlfeed.cli.daemon;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of a daemon's HTTP port. */
public final class HttpFlags {
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--http-port",
            paramLabel = "N",
            description = "Tell over HTTP how it stands: /health/live, /health/ready, /metrics, /status. 0 is any free"
                    + " port, which is printed. Default: no port.")
    private @Nullable Long port;

    @Option(
            names = "--http-host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The address of that port. Default: 127.0.0.1, for this machine alone.")
    private String host = "127.0.0.1";

    @Option(
            names = "--http-token-file",
            paramLabel = "FILE",
            description =
                    "A file that holds a token. Whoever sends it may retry and discard over HTTP; without it nobody"
                            + " may.")
    private @Nullable Path tokenFile;

    /** Refuses a token file that cannot be used. */
    public void check(String command) {
        token(command);
    }

    boolean isGiven() {
        return port != null;
    }

    HttpToken token(String command) {
        return HttpToken.in(tokenFile, command);
    }

    /** Opens the port, if one is given. */
    Optional<HttpPort> open(String command, HttpPort.Pages pages) {
        if (port == null) {
            return Optional.empty();
        }
        if (port < 0 || port > HIGHEST_PORT) {
            throw Failure.usage(command, "--http-port is " + port + ": it must be 0 to " + HIGHEST_PORT);
        }
        InetSocketAddress at = new InetSocketAddress(host, Math.toIntExact(port));
        if (at.isUnresolved()) {
            throw Failure.usage(command, "--http-host is '" + host + "': there is no such host");
        }
        try {
            return Optional.of(HttpPort.open(at, pages));
        } catch (IOException taken) {
            throw new Failure(
                    ExitCode.USAGE,
                    command,
                    "the HTTP port " + host + ":" + port + " cannot be opened: " + taken.getMessage(),
                    "stop what has it, or give another --http-port or --http-host",
                    taken);
        }
    }
}
