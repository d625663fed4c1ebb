package io.controlfeed.feed.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** What a schema registry lets in. Never shows what is secret of it. */
public final class RegistryCredentials {
    private final String shown;
    private final String authorization;

    private RegistryCredentials(String shown, String authorization) {
        this.shown = shown;
        this.authorization = authorization;
    }

    public static RegistryCredentials basic(String user, String password) {
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("the user of basic credentials must not be empty, and have no colon");
        }
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        return new RegistryCredentials("basic credentials of " + user, "Basic " + pair);
    }

    public static RegistryCredentials bearer(String token) {
        if (!token.matches("[A-Za-z0-9._~+/-]+=*")) {
            throw new IllegalArgumentException("a bearer token has letters, digits and . _ ~ + / - = only");
        }
        return new RegistryCredentials("a bearer token", "Bearer " + token);
    }

    /** The value of the HTTP header. */
    String authorization() {
        return authorization;
    }

    @Override
    public String toString() {
        return shown;
    }
}
