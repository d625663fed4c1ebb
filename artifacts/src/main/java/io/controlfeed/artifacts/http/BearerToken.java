package io.controlfeed.artifacts.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A token in a file. It is read for each request: what renews it replaces the file, and whoever looks at time stamps misses that
 * where a link is what is replaced. No message shows it.
 */
record BearerToken(Path file) {
    private static final int MAX_BYTES = 64 << 10;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /** @throws IllegalArgumentException if there is no token in the file now */
    BearerToken {
        try {
            read(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
        }
    }

    /** The value of the HTTP header. */
    String authorization() throws IOException {
        return "Bearer " + read(file);
    }

    private static String read(Path file) throws IOException {
        String token;
        try (InputStream in = Files.newInputStream(file)) {
            token = new String(in.readNBytes(MAX_BYTES), UTF_8).strip();
        } catch (IOException error) {
            throw new IOException("the token file " + file + " cannot be read: " + error, error);
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new IOException("the token file " + file
                    + " holds no bearer token: one has letters, digits and . _ ~ + / - = only");
        }
        return token;
    }
}
