package io.controlfeed.feed;

import org.jspecify.annotations.Nullable;

/** What an event is about, in full: order within it is never broken, also not by a failure. */
public record SubjectKey(@Nullable String tenantId, String subject) {

    @Override
    public String toString() {
        return tenantId == null ? subject : tenantId + "/" + subject;
    }
}
