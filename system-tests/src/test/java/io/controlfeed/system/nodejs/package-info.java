/** What runs on Node.js: programs in another language, which know nothing but docs/formats.md. Left out by {@code -Dnode=off}. */
@NullMarked
package io.controlfeed.system.nodejs;

import org.jspecify.annotations.NullMarked;
