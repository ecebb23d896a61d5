/** The same work from a shell; every command, flag, JSON key and exit code is described in {@code docs/cli.md}. */
@NullMarked
package org.palimpsest.cli;

import org.jspecify.annotations.NullMarked;
