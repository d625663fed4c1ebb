package io.controlfeed.feed.tck;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** The reference feed keeps the contract. */
class MemoryFeedTest implements FeedUnderTest {
    @Override
    public FeedFixture newFeed(Path emptyDirectory) {
        return new MemoryFixture();
    }

    @Nested
    class Provider extends ProviderContract {}

    @Nested
    class Sinks extends SinkContract {}

    @Nested
    class Rejection extends RejectionContract {}

    @Nested
    class Sources extends SourceContract {}

    @Nested
    class Lookup extends LookupContract {}

    @Nested
    class Epochs extends EpochContract {}

    @Nested
    class Acks extends AckerContract {}

    @Nested
    class Lag extends LagContract {}

    @Nested
    class Fencing extends FencingContract {}
}
