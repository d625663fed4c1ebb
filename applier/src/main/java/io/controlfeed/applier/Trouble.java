package io.controlfeed.applier;

import java.time.Instant;

/** What keeps an applier from going on, and since when. */
public record Trouble(String what, String reason, Instant since) {}
