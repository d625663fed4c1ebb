package io.controlfeed.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The SQL that makes tables. */
enum Scripts {
    /** Those that the control plane and the nodes have. */
    TABLES("tables.sql"),
    CONTROL_PLANE("control-plane.sql"),
    NODE("node.sql");

    private final String file;

    Scripts(String file) {
        this.file = file;
    }

    String text() {
        try (InputStream script = requireNonNull(Scripts.class.getResourceAsStream(file))) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
