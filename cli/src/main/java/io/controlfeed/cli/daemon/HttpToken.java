package io.controlfeed.cli.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may change something: whoever sends what stands in a file. It is read for each request, so it can be renewed at any time. */
final class HttpToken {
    private static final String SCHEME = "Bearer ";

    private final @Nullable Path file;

    /** @param file null if nobody may */
    private HttpToken(@Nullable Path file) {
        this.file = file;
    }

    /** Refuses at the start a file that would refuse everybody later. */
    static HttpToken in(@Nullable Path file, String command) {
        if (file != null) {
            try {
                if (read(file).isEmpty()) {
                    throw unusable(command, "is empty", null);
                }
            } catch (IOException unreadable) {
                throw unusable(command, "cannot be read: " + unreadable.getMessage(), unreadable);
            }
        }
        return new HttpToken(file);
    }

    private static Failure unusable(String command, String reason, @Nullable Exception cause) {
        return new Failure(
                ExitCode.USAGE,
                command,
                "--http-token-file " + reason,
                "give the name of a file that can be read, and holds nothing but the token",
                cause);
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    /**
     * Why the sender of a request may not change anything; none if it may.
     *
     * @param authorization the header; null if there is none
     */
    Optional<Answer> refusal(@Nullable String authorization) {
        if (file == null) {
            return Optional.of(Answer.refusal(
                    403,
                    "nothing can be changed over this port: it was given no token",
                    "Use controlfeed parked and controlfeed outbox, or start it with --http-token-file."));
        }
        String token;
        try {
            token = read(file);
        } catch (IOException unreadable) {
            return Optional.of(Answer.refusal(
                    503, "the token's file cannot be read: " + unreadable, "Mend the file of --http-token-file."));
        }
        // In the same time, wherever the two differ.
        boolean isRight = authorization != null
                && !token.isEmpty()
                && MessageDigest.isEqual((SCHEME + token).getBytes(UTF_8), authorization.getBytes(UTF_8));
        return isRight
                ? Optional.empty()
                : Optional.of(Answer.refusal(
                                401,
                                "the token is missing or wrong",
                                "Send the header Authorization: Bearer TOKEN, with what stands in --http-token-file.")
                        .with("WWW-Authenticate", "Bearer"));
    }
}
