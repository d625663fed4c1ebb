package io.controlfeed.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;

/** Reads the row of an event from its artifact, by hand: the file, its digest, and the two values that the JSON is known to have. */
final class PlainRows {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String SQL =
            "INSERT INTO hostname VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET tenant = excluded.tenant";
    private static final String ALGORITHM = "sha256:";

    private final Path artifacts;
    private final MessageDigest sha256;

    private PlainRows(Path artifacts) {
        this.artifacts = artifacts;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    /** @param artifacts the directory of a store */
    static Upsert of(Path artifacts) {
        return new Upsert(Hostnames.TABLE, SQL, new PlainRows(artifacts)::bind);
    }

    private void bind(PreparedStatement upsert, ControlEvent event) throws SQLException {
        try (JsonParser json = JSON.createParser(bytes(requireNonNull(event.artifact())))) {
            while (!"rows".equals(json.nextFieldName())) {}
            upsert.setString(1, value(json, "name"));
            upsert.setString(2, value(json, "tenant"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private byte[] bytes(ArtifactRef artifact) throws IOException {
        String digest = artifact.digest().substring(ALGORITHM.length());
        byte[] bytes = Files.readAllBytes(
                artifacts.resolve("sha256").resolve(digest.substring(0, 2)).resolve(digest));
        if (!HexFormat.of().formatHex(sha256.digest(bytes)).equals(digest)) {
            throw new IOException(artifact.digest() + " is not what it was");
        }
        return bytes;
    }

    private static String value(JsonParser json, String field) throws IOException {
        while (json.nextToken() != JsonToken.FIELD_NAME || !field.equals(json.currentName())) {}
        return json.nextTextValue();
    }
}
