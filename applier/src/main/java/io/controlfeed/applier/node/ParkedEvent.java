package io.controlfeed.applier.node;

import io.controlfeed.feed.ControlEvent;

/** An event that is parked, as the applier sees it. */
public record ParkedEvent(int lane, ControlEvent event, ParkedState state) {}
