package org.palimpsest.run;

import com.google.gson.JsonObject;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.JsonFields;
import org.palimpsest.detect.RunSpecJson;

/** The lines that desktop and worker exchange; both sides write and read them here, so that they cannot drift apart. */
final class WorkerMessages {
    /** Changes whenever a line means something else than before. */
    static final int PROTOCOL = 1;

    private WorkerMessages() {}

    /** What the desktop asks of the worker. */
    sealed interface Command {
        /** Execute a run; {@code id} names it in all that follows. */
        record Run(String id, RunRequest request) implements Command {}

        /** End a run that was asked for. */
        record Cancel(String id) implements Command {}

        /** Stop improving a run's result (train no further) and go on with what there is. */
        record Enough(String id) implements Command {}

        /** End the worker; a run that is going on is cancelled. */
        record Quit() implements Command {}
    }

    /** Something that happened in a run. */
    record Event(String id, RunEvent event) {}

    static String line(Command command) {
        JsonObject json = new JsonObject();
        if (command instanceof Command.Run run) {
            json.addProperty("command", "run");
            json.addProperty("id", run.id());
            json.addProperty("resume", run.request().resume());
            json.add("run", RunSpecJson.toJson(run.request().spec()));
        } else if (command instanceof Command.Cancel cancel) {
            json.addProperty("command", "cancel");
            json.addProperty("id", cancel.id());
        } else if (command instanceof Command.Enough enough) {
            json.addProperty("command", "enough");
            json.addProperty("id", enough.id());
        } else {
            json.addProperty("command", "quit");
        }
        return json.toString();
    }

    static Command command(String line) throws BadInputException {
        JsonFields fields = JsonFields.parse("The request", line);
        String word = fields.text("command");
        Command command =
                switch (word) {
                    case "run" ->
                        new Command.Run(
                                fields.text("id"),
                                new RunRequest(
                                        RunSpecJson.fromJson("The request", fields.object("run")),
                                        fields.flag("resume", false)));
                    case "cancel" -> new Command.Cancel(fields.text("id"));
                    case "enough" -> new Command.Enough(fields.text("id"));
                    case "quit" -> new Command.Quit();
                    default -> throw new BadInputException("There is no command \"" + word + "\".");
                };
        fields.end();
        return command;
    }

    /** The id in a request that is otherwise not understood; empty text where it has none. */
    static String idOf(String line) {
        try {
            return JsonFields.parse("The request", line).optionalText("id").orElse("");
        } catch (BadInputException e) {
            return "";
        }
    }

    /** The first line of a worker. */
    static String readyLine() {
        JsonObject json = new JsonObject();
        json.addProperty("event", "ready");
        json.addProperty("protocol", PROTOCOL);
        return json.toString();
    }

    static String line(Event event) {
        JsonObject json = new JsonObject();
        json.addProperty("id", event.id());
        RunEventJson.toJson(event.event()).entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
        return json.toString();
    }

    static Event event(String line) throws BadInputException {
        JsonFields fields = JsonFields.parse("The worker's line", line);
        return new Event(fields.text("id"), RunEventJson.read(fields));
    }

    /** Tells whether a line is a worker's greeting, and checks that it speaks this protocol. */
    static boolean isReady(String line) throws BadInputException {
        JsonFields fields = JsonFields.parse("The worker's line", line);
        if (!fields.text("event").equals("ready")) {
            return false;
        }
        if (fields.whole("protocol", 0) != PROTOCOL) {
            throw new BadInputException("The worker speaks protocol " + fields.whole("protocol", 0) + ", not "
                    + PROTOCOL + ": the installation mixes two versions of Palimpsest. Install it again.");
        }
        return true;
    }
}
