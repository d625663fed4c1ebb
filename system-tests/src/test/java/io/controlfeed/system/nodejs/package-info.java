/** What runs on Node.js: programs in another language, which know nothing but docs/formats.md. */
@NullMarked
package io.controlfeed.system.nodejs;

import org.jspecify.annotations.NullMarked;
