/** The pump and the applier, as libraries on a real Kafka, in processes that are killed, paused and cut off. */
@NullMarked
package io.controlfeed.fault;

import org.jspecify.annotations.NullMarked;
