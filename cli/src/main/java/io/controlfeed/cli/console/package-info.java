/** What every command says and how: text, tables, JSON, failures, exit codes. */
@NullMarked
package io.controlfeed.cli.console;

import org.jspecify.annotations.NullMarked;
