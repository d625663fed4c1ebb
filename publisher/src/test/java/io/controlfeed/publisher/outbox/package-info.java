@NullMarked
package io.controlfeed.publisher.outbox;

import org.jspecify.annotations.NullMarked;
