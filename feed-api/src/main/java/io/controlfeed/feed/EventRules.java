package io.controlfeed.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a well-formed event is: every limit in one place. Collects all problems, so that one look mends them all. */
final class EventRules {
    private static final Spelling EVENT_ID = new Spelling("A-Za-z0-9", "A-Za-z0-9._-");
    private static final Spelling TYPE = new Spelling("A-Za-z0-9", "A-Za-z0-9._:/-");
    private static final Spelling ATTRIBUTE_KEY = new Spelling("a-z", "a-z0-9._-");
    private static final Spelling HEX = new Spelling("0-9a-f", "0-9a-f");
    private static final String SHA256 = "sha256:";
    private static final Spelling MEDIA_NAME = new Spelling("A-Za-z0-9!#$&^_.+-", "A-Za-z0-9!#$&^_.+-");
    private static final Spelling MEDIA_PARAMETERS = new Spelling(";", " -~");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int MAX_NAME = 128;
    private static final int MAX_ATTRIBUTE_KEY = 64;
    private static final int SHA256_DIGITS = 64;
    private static final int MAX_TENANT_ID = 256;
    private static final int MAX_SUBJECT = 512;
    private static final int MAX_ORIGIN = 256;
    private static final int MAX_MEDIA_TYPE = 256;
    private static final int MAX_LOCATION = 2048;
    private static final int MAX_ATTRIBUTES = 64;
    private static final int MAX_ATTRIBUTE_VALUE = 8192;
    private static final int MAX_SHOWN = 80;
    /** Enough to mend an event by; a hostile one must not fill a log. */
    private static final int MAX_PROBLEMS = 20;

    /** More than the JSON form needs for everything whose length is bounded by a pattern: names, id, type, numbers. */
    private static final int FIXED_PARTS = 2048;
    /** The most bytes that one UTF-16 unit takes in JSON: a control character as {@code \}{@code u001f}. */
    private static final int BYTES_PER_UNIT = 6;

    private final List<String> problems = new ArrayList<>();
    private int untold;

    /** Everything but the artifact, which checks itself. What is absent is null; 0 is no control version yet. */
    EventRules event(
            @Nullable String eventId,
            long controlVersion,
            @Nullable String type,
            @Nullable String tenantId,
            @Nullable String subject,
            @Nullable Long version,
            @Nullable Long baseVersion,
            @Nullable Instant createdAt,
            @Nullable String origin,
            @Nullable Map<String, String> attributes) {
        form(
                "event_id",
                eventId,
                EventRules::isEventId,
                "1 to 128 letters, digits, '.', '_' or '-', the first a letter or digit");
        check(controlVersion >= 0, "control_version", controlVersion, "a positive number given by the feed, or none");
        form(
                "type",
                type,
                EventRules::isType,
                "1 to 128 letters, digits or '.', '_', ':', '/', '-', such as tenant.updated");
        optionalText("tenant_id", tenantId, MAX_TENANT_ID);
        if (subject == null) {
            missing("subject", "the resource that changed, such as hostname/www.example.com");
        } else {
            text("subject", subject, 1, MAX_SUBJECT);
        }
        versions(version, baseVersion);
        time("created_at", createdAt);
        optionalText("origin", origin, MAX_ORIGIN);
        return attributes(attributes);
    }

    private void versions(@Nullable Long version, @Nullable Long baseVersion) {
        if (version != null) {
            check(version > 0, "version", version, "a positive number, or none");
        }
        if (baseVersion != null) {
            check(baseVersion >= 0, "base_version", baseVersion, "the version that is replaced, 0 for a new subject");
            if (version == null || version <= baseVersion) {
                wrong(
                        "base_version",
                        baseVersion,
                        "less than version, which must be given with it (version is " + version + ")");
            }
        }
    }

    private void time(String field, @Nullable Instant value) {
        if (value == null) {
            missing(field, "a UTC time such as 2026-01-31T12:00:00Z");
        } else {
            check(!value.isBefore(EARLIEST) && !value.isAfter(LATEST), field, value, "a time in the years 1 to 9999");
        }
    }

    private EventRules attributes(@Nullable Map<String, String> values) {
        if (values == null) {
            return missing("attributes", "a map of strings, which may be empty");
        }
        if (attributeCount(values.size())) {
            values.forEach((key, value) -> {
                form(
                        "attribute key",
                        key,
                        EventRules::isAttributeKey,
                        "1 to 64 lower-case letters, digits, '.', '_' or '-', the first a letter");
                // Its name is put together only where something is wrong with it: this is done for each event.
                if (value == null || !isText(value, 0, MAX_ATTRIBUTE_VALUE)) {
                    text("attribute " + printable(key), value, 0, MAX_ATTRIBUTE_VALUE);
                }
            });
        }
        return this;
    }

    /** Whether it is so few attributes that each is worth a look. */
    boolean attributeCount(int count) {
        if (count > MAX_ATTRIBUTES) {
            wrong("attributes", count + " of them", "at most " + MAX_ATTRIBUTES);
        }
        return count <= MAX_ATTRIBUTES;
    }

    EventRules artifact(
            @Nullable String digest, @Nullable Long size, @Nullable String mediaType, @Nullable String location) {
        form("checksum", digest, EventRules::isDigest, "'sha256:' and 64 lower-case hexadecimal digits");
        if (size != null) {
            check(size >= 0, "artifact_size", size, "the number of bytes, or none");
        }
        if (mediaType != null) {
            form("artifact_media_type", mediaType, EventRules::isMediaType, "a media type such as application/json");
            text("artifact_media_type", mediaType, 1, MAX_MEDIA_TYPE);
        }
        optionalText("artifact_ref", location, MAX_LOCATION);
        return this;
    }

    EventRules encodedLength(int bytes) {
        return check(
                bytes <= ControlEvent.MAX_ENCODED_BYTES,
                "the event",
                bytes + " bytes long",
                "at most " + ControlEvent.MAX_ENCODED_BYTES + " bytes as JSON: put the payload into an artifact");
    }

    /** Whether the exact length must be counted at all: hardly ever, since most events are far below the limit. */
    static boolean mayBeTooLong(
            String subject,
            @Nullable String tenantId,
            @Nullable String origin,
            @Nullable ArtifactRef artifact,
            Map<String, String> attributes) {
        int units = subject.length() + length(tenantId) + length(origin);
        if (artifact != null) {
            units += length(artifact.mediaType()) + length(artifact.location());
        }
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            units += attribute.getKey().length() + attribute.getValue().length() + 1;
        }
        return FIXED_PARTS + BYTES_PER_UNIT * units > ControlEvent.MAX_ENCODED_BYTES;
    }

    private EventRules problem(String problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        } else {
            untold++;
        }
        return this;
    }

    void throwIfBroken(@Nullable String eventId) {
        if (!problems.isEmpty()) {
            boolean idIsSafeToShow = eventId != null && isEventId(eventId);
            if (untold > 0) {
                problems.add("… and " + untold + " more");
            }
            throw new InvalidEventException(idIsSafeToShow ? eventId : null, problems);
        }
    }

    private EventRules form(String field, @Nullable String value, Predicate<String> form, String right) {
        return value == null ? missing(field, right) : check(form.test(value), field, value, right);
    }

    private static boolean isEventId(String text) {
        return EVENT_ID.fits(text, MAX_NAME);
    }

    private static boolean isType(String text) {
        return TYPE.fits(text, MAX_NAME);
    }

    private static boolean isAttributeKey(String text) {
        return ATTRIBUTE_KEY.fits(text, MAX_ATTRIBUTE_KEY);
    }

    private static boolean isDigest(String text) {
        return text.length() == SHA256.length() + SHA256_DIGITS
                && text.startsWith(SHA256)
                && HEX.fits(text, SHA256.length(), text.length());
    }

    private static boolean isMediaType(String text) {
        int slash = text.indexOf('/');
        int parameters = text.indexOf(';');
        int end = parameters < 0 ? text.length() : parameters;
        return MEDIA_NAME.fits(text, 0, slash)
                && MEDIA_NAME.fits(text, slash + 1, end)
                && (end == text.length() || MEDIA_PARAMETERS.fits(text, end, text.length()));
    }

    private EventRules text(String field, @Nullable String value, int min, int max) {
        if (value == null) {
            return missing(field, "text");
        }
        return isText(value, min, max)
                ? this
                : wrong(field, value, min + " to " + max + " characters, no control characters, no blanks at the ends");
    }

    private static boolean isText(String value, int min, int max) {
        boolean right =
                value.length() >= min && value.length() <= max && value.strip().length() == value.length();
        for (int i = 0; right && i < value.length(); i++) {
            char unit = value.charAt(i);
            if (Character.isHighSurrogate(unit)) {
                right = i + 1 < value.length() && Character.isLowSurrogate(value.charAt(++i));
            } else {
                right = !Character.isISOControl(unit) && !Character.isLowSurrogate(unit);
            }
        }
        return right;
    }

    private void optionalText(String field, @Nullable String value, int max) {
        if (value != null) {
            text(field, value, 1, max);
        }
    }

    private EventRules missing(String field, String right) {
        boolean alreadyReported = problems.stream().anyMatch(problem -> problem.startsWith(field + " "));
        return alreadyReported ? this : problem(field + " is missing: give " + right);
    }

    EventRules check(boolean right, String field, Object value, String expected) {
        return right ? this : wrong(field, value, expected);
    }

    private EventRules wrong(String field, Object value, String expected) {
        return problem(field + " is " + shown(value) + ": it must be " + expected);
    }

    /** The value as it may stand in a log line: quoted and {@link #printable}. */
    static String shown(Object value) {
        return "'" + printable(value) + "'";
    }

    /** A text from anywhere, bounded, and with nothing in it that a terminal obeys or that is no character. */
    static String printable(@Nullable Object value) {
        String text = String.valueOf(value);
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .limit(MAX_SHOWN)
                .map(c -> isPrintable(c) ? c : '\uFFFD')
                .forEach(printable::appendCodePoint);
        return printable.append(text.length() > MAX_SHOWN ? "…" : "").toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
