package io.controlfeed.artifacts.file;

import io.controlfeed.artifacts.StorePath;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest in the form in which it names artifacts. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    static String of(byte[] bytes) {
        MessageDigest digest = start();
        digest.update(bytes);
        return finish(digest);
    }

    /** The digest's text; the digest begins anew. */
    static String finish(MessageDigest digest) {
        return StorePath.ROOT + ":" + HexFormat.of().formatHex(digest.digest());
    }
}
