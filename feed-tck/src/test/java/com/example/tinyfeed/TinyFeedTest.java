package com.example.tinyfeed;

import io.controlfeed.feed.tck.FeedFixture;
import io.controlfeed.feed.tck.FeedUnderTest;
import io.controlfeed.feed.tck.ProcessContract;
import io.controlfeed.feed.tck.ProviderContract;
import io.controlfeed.feed.tck.SinkContract;
import io.controlfeed.feed.tck.SourceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** What a third party writes to know that its backend keeps the contract. */
class TinyFeedTest implements FeedUnderTest {
    @Override
    public FeedFixture newFeed(Path emptyDirectory) {
        return new TinyFixture(emptyDirectory, "FULL");
    }

    @Nested
    class Provider extends ProviderContract {}

    @Nested
    class Sinks extends SinkContract {}

    @Nested
    class Sources extends SourceContract {}

    @Nested
    class Processes extends ProcessContract {}
}
