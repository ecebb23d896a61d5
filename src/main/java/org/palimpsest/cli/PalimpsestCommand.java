package org.palimpsest.cli;

import picocli.CommandLine.Command;

/** The root of all commands; each command is a class of its own, named in {@code subcommands}. */
@Command(
        name = "palimpsest",
        description = "Shows what changed on the ground between two dates.",
        mixinStandardHelpOptions = true,
        subcommands = {})
final class PalimpsestCommand {}
