package io.controlfeed.feed.nop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import io.controlfeed.feed.tck.FeedFixture;
import io.controlfeed.feed.tck.FeedUnderTest;
import io.controlfeed.feed.tck.ProviderContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NopFeedTest implements FeedUnderTest {
    private static final ControlEvent EVENT =
            ControlEvent.builder("evt-1", "tenant.updated", "tenant/1").build();

    private final FeedRegistry registry = FeedRegistry.load();

    @Override
    public FeedFixture newFeed(Path emptyDirectory) {
        return new NopFixture();
    }

    @Nested
    class Provider extends ProviderContract {}

    @Test
    void nop_declaresNoAbility() {
        assertThat(registry.provider("nop").abilities()).isEmpty();
    }

    @Test
    void append_isUnavailableAndNeverDone() {
        try (Sink sink = registry.openSink("nop", Map.of())) {
            assertThat(sink.append(List.of(EVENT, EVENT)))
                    .hasSize(2)
                    .allSatisfy(outcome -> assertThat(outcome)
                            .isInstanceOfSatisfying(
                                    AppendOutcome.Failed.class,
                                    failed -> assertThat(failed.error())
                                            .isInstanceOf(FeedException.Unavailable.class)
                                            .hasMessageContaining("evt-1")
                                            .hasMessageContaining("--feed-sink")));
            assertThatThrownBy(() -> sink.append(EVENT)).isInstanceOf(FeedException.Unavailable.class);
        }
    }

    @Test
    void poll_waitsItsTimeOutAndBringsNothing() throws InterruptedException {
        try (Source source = registry.openSource("nop", Map.of())) {
            long start = System.nanoTime();

            assertThat(source.poll(0, Duration.ofMillis(20))).isEmpty();

            assertThat(System.nanoTime() - start)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
            assertThat(source.poll(7, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void close_endsAWaitingPollAndAllUse() throws Exception {
        Source source = registry.openSource("nop", Map.of());
        FutureTask<List<ControlEvent>> poll = new FutureTask<>(() -> source.poll(0, Duration.ofDays(400_000)));
        Thread thread = new Thread(poll, "poll of nop");
        thread.start();
        source.close();

        assertThatThrownBy(() -> poll.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> source.poll(0, Duration.ZERO)).isInstanceOf(IllegalStateException.class);
        Sink sink = registry.openSink("nop", Map.of());
        sink.close();
        assertThatThrownBy(() -> sink.append(List.of(EVENT))).isInstanceOf(IllegalStateException.class);
    }

    /** No more than the provider's suite asks for: a feed that stores nothing has nothing to get into trouble. */
    private static final class NopFixture implements FeedFixture {
        @Override
        public FeedProvider provider() {
            return new NopFeedProvider();
        }

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public long plantGarbage() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeUpTo(long version) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void recreate() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void goAway() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void comeBack() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
