package io.controlfeed.feed.kafka;

import io.controlfeed.feed.tck.AckerContract;
import io.controlfeed.feed.tck.EpochContract;
import io.controlfeed.feed.tck.FeedFixture;
import io.controlfeed.feed.tck.FeedUnderTest;
import io.controlfeed.feed.tck.FencingContract;
import io.controlfeed.feed.tck.LagContract;
import io.controlfeed.feed.tck.LookupContract;
import io.controlfeed.feed.tck.ProcessContract;
import io.controlfeed.feed.tck.ProviderContract;
import io.controlfeed.feed.tck.RejectionContract;
import io.controlfeed.feed.tck.SinkContract;
import io.controlfeed.feed.tck.SourceContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** The feed on Kafka keeps the whole contract. */
class KafkaFeedTest implements FeedUnderTest {
    @Override
    public FeedFixture newFeed(Path emptyDirectory) {
        return new KafkaFixture(KafkaUnderTest.SHARED);
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
    class Epoch extends EpochContract {}

    @Nested
    class Acks extends AckerContract {}

    @Nested
    class Lag extends LagContract {}

    @Nested
    class Fencing extends FencingContract {}

    /** On a topic of its own: the other suites append the largest events that there can be. */
    @Nested
    class Rejections extends RejectionContract implements FeedUnderTest {
        @Override
        public FeedFixture newFeed(Path emptyDirectory) {
            return new KafkaFixture(KafkaUnderTest.SHARED, KafkaFixture.SMALL_RECORDS);
        }
    }

    /** Kafka stays where it is, and several JVMs start at once: on a busy machine that takes its time. */
    @Nested
    class Processes extends ProcessContract implements FeedUnderTest {
        @Override
        public FeedFixture newFeed(Path emptyDirectory) {
            return new KafkaFixture(KafkaUnderTest.SHARED, Map.of(), 60);
        }
    }
}
