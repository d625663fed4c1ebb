@NullMarked
package io.controlfeed.applier.fingerprint;

import org.jspecify.annotations.NullMarked;
