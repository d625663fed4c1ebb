/** A third party's backend: it knows feed-api alone, is found by its service file, and proves itself with feed-tck. */
@NullMarked
package com.example.tinyfeed;

import org.jspecify.annotations.NullMarked;
