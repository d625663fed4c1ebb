package io.controlfeed.feed.kafka.wire;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clients of test registries. Their timeout only bounds what hangs. */
final class Registries {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Registries() {}

    static SchemaRegistry of(TestRegistry registry) {
        return of(List.of(registry.url()), null, true);
    }

    static SchemaRegistry of(List<URI> urls, @Nullable RegistryCredentials credentials, boolean autoRegister) {
        return new SchemaRegistry(new RegistryOptions(urls, credentials, null, PATIENCE, autoRegister));
    }
}
