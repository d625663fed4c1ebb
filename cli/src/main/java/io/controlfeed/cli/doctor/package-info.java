/** What is wrong with how things are set up and how they stand, and what to do about it. */
@NullMarked
package io.controlfeed.cli.doctor;

import org.jspecify.annotations.NullMarked;
