package org.palimpsest.cli;

import picocli.CommandLine.Command;

/** {@code palimpsest model}: looks after trained models. */
@Command(
        name = "model",
        description = "Look after models: list and fetch published ones, hand your own on.",
        subcommands = {ModelListCommand.class, ModelFetchCommand.class, ModelPushCommand.class, ModelExportCommand.class
        })
final class ModelCommand extends CommandGroup {}
