package io.controlfeed.feed.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom to trust and who to be towards the schema registry, out of the properties that its own clients take. */
final class RegistryTls {
    private RegistryTls() {}

    /** Null if nothing is said, for what the JVM trusts. */
    static @Nullable SSLContext context(UnaryOperator<@Nullable String> property) {
        KeyStore trusted = store(property, "truststore");
        KeyStore own = store(property, "keystore");
        if (trusted == null && own == null) {
            return null;
        }
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            String keyPassword = property.apply("ssl.key.password");
            keys.init(own, characters(keyPassword == null ? property.apply("ssl.keystore.password") : keyPassword));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unfit) {
            throw new IllegalArgumentException("its certificates cannot be used: " + unfit.getMessage(), unfit);
        }
    }

    private static @Nullable KeyStore store(UnaryOperator<@Nullable String> property, String which) {
        String location = property.apply("ssl." + which + ".location");
        if (location == null) {
            return null;
        }
        String type = property.apply("ssl." + which + ".type");
        try (InputStream file = Files.newInputStream(Path.of(location))) {
            KeyStore store = KeyStore.getInstance(type == null ? "PKCS12" : type);
            store.load(file, characters(property.apply("ssl." + which + ".password")));
            return store;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    "its " + which + " " + location + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static char @Nullable [] characters(@Nullable String text) {
        return text == null ? null : text.toCharArray();
    }
}
