package io.controlfeed.feed.file;

import io.controlfeed.feed.tck.EpochContract;
import io.controlfeed.feed.tck.FeedFixture;
import io.controlfeed.feed.tck.FeedUnderTest;
import io.controlfeed.feed.tck.LagContract;
import io.controlfeed.feed.tck.LookupContract;
import io.controlfeed.feed.tck.ProcessContract;
import io.controlfeed.feed.tck.ProviderContract;
import io.controlfeed.feed.tck.SinkContract;
import io.controlfeed.feed.tck.SourceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** The feed contract, kept by a directory. */
class FileFeedTest implements FeedUnderTest {
    @Override
    public FeedFixture newFeed(Path emptyDirectory) {
        return new FileFixture(emptyDirectory, true);
    }

    @Nested
    class Provider extends ProviderContract {}

    @Nested
    class Sinks extends SinkContract {}

    @Nested
    class Sources extends SourceContract {}

    @Nested
    class Lookup extends LookupContract {}

    @Nested
    class Epochs extends EpochContract {}

    @Nested
    class Lag extends LagContract {}

    @Nested
    class Processes extends ProcessContract {}
}
