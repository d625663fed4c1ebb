package io.controlfeed.feed.tck;

import java.nio.file.Path;

/**
 * What a backend's test class is: it says how to get a feed, and holds the suites that the backend's abilities ask for.
 *
 * <pre>{@code
 * class MyFeedTest implements FeedUnderTest {
 *     @Override
 *     public FeedFixture newFeed(Path emptyDirectory) {
 *         return new MyFixture(emptyDirectory);
 *     }
 *
 *     @Nested
 *     class Provider extends ProviderContract {}
 *
 *     @Nested
 *     class Sinks extends SinkContract {}
 *
 *     @Nested
 *     class Sources extends SourceContract {}
 * }
 * }</pre>
 */
public interface FeedUnderTest {
    /** A fresh, empty feed; the directory is empty and is removed after the test. */
    FeedFixture newFeed(Path emptyDirectory);
}
