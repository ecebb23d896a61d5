package org.palimpsest.cli;

import picocli.CommandLine.Command;

/** {@code palimpsest dataset}: looks after labelled pairs for training. */
@Command(
        name = "dataset",
        description = "Check labelled pairs for training, or make a dataset of them.",
        subcommands = {DatasetCheckCommand.class, DatasetMakeCommand.class})
final class DatasetCommand extends CommandGroup {}
