/** What a node's rows are, in one number: kept while they are written, calculated anew when it is doubted. */
@NullMarked
package io.controlfeed.applier.fingerprint;

import org.jspecify.annotations.NullMarked;
