package io.controlfeed.artifacts.http;

import io.controlfeed.artifacts.ArtifactException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server's answer means, beside the body. */
record Answer(URI url, int status, HttpHeaders headers) {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    boolean isWhole() {
        return status == 200;
    }

    /** Whether the body goes on from there. */
    boolean isFrom(long position) {
        Matcher range = range();
        return status == 206 && range.matches() && Long.parseLong(range.group(1)) == position;
    }

    boolean isRedirect() {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    boolean isNotFound() {
        return status == 404 || status == 410;
    }

    /** Whether the body is something else than the artifact's own bytes. */
    boolean isEncoded() {
        return !encoding().equals("identity");
    }

    private String encoding() {
        return headers.firstValue("Content-Encoding").orElse("identity");
    }

    /** The length of the whole artifact, if the server says. */
    OptionalLong length() {
        Matcher range = range();
        if (range.matches()) {
            return range.group(2).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(range.group(2)));
        }
        return headers.firstValueAsLong("Content-Length");
    }

    /** By what a later request can ask for the rest of just this; null if the server says nothing that proves it. */
    @Nullable
    String validator() {
        return headers.firstValue("ETag").filter(tag -> !tag.startsWith("W/")).orElse(null);
    }

    private Matcher range() {
        return CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    }

    /**
     * Of an answer that holds no artifact.
     *
     * @throws Setback if it may be another one soon
     */
    ArtifactException failure(String operation) throws Setback {
        if (isNotFound()) {
            return new ArtifactException.NotFound(
                    operation, said(), "Put it into the store that is served there, or look whether the URL is right.");
        }
        if (isEncoded()) {
            return new ArtifactException.Unavailable(
                    operation,
                    said() + " with Content-Encoding: " + encoding(),
                    "Have the server send artifacts as they are.",
                    null);
        }
        boolean mayChange = status == 408 || status == 416 || status == 429 || status >= 500;
        if (mayChange || status == 206) {
            throw new Setback(said(), retryAfter());
        }
        return new ArtifactException.Unavailable(operation, said(), hint(), null);
    }

    private String said() {
        return url + " answered " + status;
    }

    private String hint() {
        return switch (status) {
            case 401, 407 ->
                "Give a bearer token that the server knows: artifacts-http-token-file is read anew each time.";
            case 403 -> "Have the bearer token allowed to read there.";
            default -> "Look whether artifacts-http-url is right, and into the server's log.";
        };
    }

    private @Nullable Duration retryAfter() {
        String text = headers.firstValue("Retry-After").orElse("");
        try {
            return text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(Instant.now(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException neither) {
            return null;
        }
    }
}
