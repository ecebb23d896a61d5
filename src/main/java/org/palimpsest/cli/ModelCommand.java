package org.palimpsest.cli;

import picocli.CommandLine.Command;

/** {@code palimpsest model}: looks after trained models. */
@Command(
        name = "model",
        description = "Hand trained models on to other programs.",
        subcommands = {ModelExportCommand.class})
final class ModelCommand extends CommandGroup {}
