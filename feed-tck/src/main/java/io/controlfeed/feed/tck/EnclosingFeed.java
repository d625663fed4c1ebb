package io.controlfeed.feed.tck;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands a suite the test class that it is nested in. */
final class EnclosingFeed implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == FeedUnderTest.class;
    }

    @Override
    public FeedUnderTest resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRequiredTestInstances()
                .findInstance(FeedUnderTest.class)
                .orElseThrow(() -> new IllegalStateException(test.getRequiredTestClass()
                                .getName() + " must be a @Nested class of a test class that implements FeedUnderTest"));
    }
}
