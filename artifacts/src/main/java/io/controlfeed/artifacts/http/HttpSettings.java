package io.controlfeed.artifacts.http;

import io.controlfeed.feed.Setting;
import io.controlfeed.feed.SettingException;
import io.controlfeed.feed.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What the HTTP store can be told.
 *
 * @param url of the folder that an artifact store's directory is served under, without a slash at its end
 * @param token null where anybody is let in
 * @param ca null to trust whom the JVM trusts
 * @param timeout the longest silence: until a connection, an answer, or the next bytes of it
 */
record HttpSettings(
        URI url,
        Path cacheDir,
        boolean cacheFsync,
        @Nullable BearerToken token,
        @Nullable TrustedCa ca,
        Duration timeout,
        long maxBytes) {
    private static final int LONGEST_TIMEOUT = 3_600;

    private static final Setting<URI> URL = Setting.required(
            "artifacts-http-url",
            "URL",
            "where the directory of an artifact store is served, such as https://artifacts.example.com/store",
            HttpSettings::url);
    private static final Setting<Path> CACHE_DIR = Setting.required(
            "artifacts-http-cache-dir", "DIR", "where fetched artifacts are kept; made if it is missing", Path::of);
    private static final Setting<Boolean> CACHE_FSYNC = Setting.bool(
            "artifacts-http-cache-fsync",
            false,
            "write what was fetched through to the disk; false fetches it again after a power loss");
    private static final Setting<Optional<BearerToken>> TOKEN_FILE = Setting.optional(
            "artifacts-http-token-file",
            "FILE",
            "a file with a bearer token; read anew for each request, so it may change",
            text -> new BearerToken(Path.of(text)));
    private static final Setting<Optional<TrustedCa>> CA_FILE = Setting.optional(
            "artifacts-http-ca-file",
            "FILE",
            "the certificates to trust instead of the JVM's, as PEM",
            text -> TrustedCa.read(Path.of(text)));
    private static final Setting<Duration> TIMEOUT = new Setting<>(
            "artifacts-http-timeout",
            "SECONDS",
            "the longest silence of the server",
            "30",
            text -> Duration.ofSeconds(number(text, LONGEST_TIMEOUT)));
    private static final Setting<Long> MAX_BYTES = new Setting<>(
            "artifacts-http-max-bytes",
            "N",
            "the most bytes that one artifact may have",
            String.valueOf(16L << 30),
            text -> number(text, Long.MAX_VALUE));

    static final List<Setting<?>> ALL = List.of(URL, CACHE_DIR, CACHE_FSYNC, TOKEN_FILE, CA_FILE, TIMEOUT, MAX_BYTES);

    static HttpSettings from(Settings settings) {
        HttpSettings all = new HttpSettings(
                settings.get(URL),
                settings.get(CACHE_DIR),
                settings.get(CACHE_FSYNC),
                settings.get(TOKEN_FILE).orElse(null),
                settings.get(CA_FILE).orElse(null),
                settings.get(TIMEOUT),
                settings.get(MAX_BYTES));
        if (all.ca != null && !all.url.getScheme().equals("https")) {
            throw new SettingException(CA_FILE.key() + " is given, and " + URL.key() + " is '" + all.url
                    + "': certificates are of use with https only");
        }
        if (all.token != null && !all.url.getScheme().equals("https")) {
            // Not a static one: whoever only lists the settings should not wait until logging is set up.
            LoggerFactory.getLogger(HttpSettings.class)
                    .warn("{} is '{}': whoever is on the way can read the bearer token; use https", URL.key(), all.url);
        }
        return all;
    }

    private static URI url(String text) {
        URI url = URI.create(text.strip().replaceAll("/+$", ""));
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("it holds credentials, which show up in logs: use " + TOKEN_FILE.key());
        }
        if (!List.of("http", "https").contains(String.valueOf(url.getScheme()))
                || url.getHost() == null
                || url.getQuery() != null
                || url.getFragment() != null) {
            throw new IllegalArgumentException("it must be one such as https://artifacts.example.com/store");
        }
        return url;
    }

    private static long number(String text, long most) {
        String range = "it must be a number from 1 to " + most;
        try {
            long number = Long.parseLong(text.strip());
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(range, noNumber);
        }
        throw new IllegalArgumentException(range);
    }
}
