package io.controlfeed.feed.kafka.wire;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the schema registry is, and how to talk to it.
 *
 * @param urls of one registry: where one does not answer, the next is asked
 * @param credentials null where anybody is let in
 * @param tls what to trust and who to be; null for what the JVM trusts
 * @param timeout the longest that one URL may take to answer
 * @param autoRegister whether the schema is registered if it is not there; otherwise somebody else has to
 */
public record RegistryOptions(
        List<URI> urls,
        @Nullable RegistryCredentials credentials,
        @Nullable SSLContext tls,
        Duration timeout,
        boolean autoRegister) {

    public RegistryOptions {
        urls = urls.stream().map(RegistryOptions::checked).toList();
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a schema registry has at least one URL");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the timeout of a schema registry must be positive");
        }
    }

    private static URI checked(URI url) {
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the schema registry's URL holds credentials, which show up in logs: give them by themselves");
        }
        if (!List.of("http", "https").contains(String.valueOf(url.getScheme()))
                || url.getHost() == null
                || url.getQuery() != null
                || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "'" + url + "' is not a schema registry's URL: it must be one such as https://registry:8081");
        }
        return URI.create(url.toString().replaceAll("/+$", ""));
    }
}
