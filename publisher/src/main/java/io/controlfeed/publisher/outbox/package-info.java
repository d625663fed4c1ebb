/**
 * The outbox: a table in the producer's own database, written in the producer's own transactions. All SQL of the project that
 * touches it is here.
 */
@NullMarked
package io.controlfeed.publisher.outbox;

import org.jspecify.annotations.NullMarked;
