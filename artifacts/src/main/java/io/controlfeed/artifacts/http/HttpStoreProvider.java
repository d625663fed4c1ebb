package io.controlfeed.artifacts.http;

import io.controlfeed.artifacts.ArtifactProvider;
import io.controlfeed.artifacts.ArtifactStore;
import io.controlfeed.artifacts.file.ReadThroughStore;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import java.util.List;

/** Opens an artifact store that reads from a web server, through a directory. */
public final class HttpStoreProvider implements ArtifactProvider {
    @Override
    public String name() {
        return "http";
    }

    @Override
    public String summary() {
        return "artifacts from a web server, kept in a directory";
    }

    @Override
    public List<Setting<?>> settings() {
        return HttpSettings.ALL;
    }

    @Override
    public ArtifactStore open(Settings settings) {
        return open(HttpSettings.from(settings), Backoff.USUAL);
    }

    static ArtifactStore open(HttpSettings settings, Backoff backoff) {
        HttpRemote remote = new HttpRemote(settings, backoff);
        return ReadThroughStore.open(settings.cacheDir(), settings.cacheFsync(), settings.maxBytes(), remote);
    }
}
