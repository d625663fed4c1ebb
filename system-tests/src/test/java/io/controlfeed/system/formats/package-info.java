/** That docs/formats.md says what is. */
@NullMarked
package io.controlfeed.system.formats;

import org.jspecify.annotations.NullMarked;
