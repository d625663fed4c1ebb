package io.controlfeed.feed.tck;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** All suites over a feed that misbehaves in one way: run by {@link MisbehaviourTest} alone, and meant to fail. */
@ExtendWith(MisbehavingBackend.Way.class)
class MisbehavingBackend implements FeedUnderTest {
    static final String WAY = "misbehaviour";

    private final Misbehaviour way;

    MisbehavingBackend(Misbehaviour way) {
        this.way = way;
    }

    @Override
    public FeedFixture newFeed(Path emptyDirectory) {
        return MemoryFixture.misbehaving(way);
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

    static final class Way implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == Misbehaviour.class;
        }

        @Override
        public Misbehaviour resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return Misbehaviour.valueOf(test.getConfigurationParameter(WAY).orElseThrow());
        }
    }
}
