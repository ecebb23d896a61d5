package org.palimpsest.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.zoo.Parity;
import org.palimpsest.zoo.Parity.CaseResult;
import org.palimpsest.zoo.Parity.OutputResult;
import org.palimpsest.zoo.Parity.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows whether a network of the zoo equals its original, number for number. */
@Command(
        name = "parity",
        description =
                "Compares a network with recorded outputs of its original. Exit code 0 only if every case passes.")
final class ParityCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private PalimpsestCommand root;

    @Parameters(paramLabel = "DIR", description = "Folder with cases.json, state.json and io*.safetensors.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(names = "--json", description = "Write the results as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, BadInputException {
        Result result = Parity.run(folder);
        PrintWriter out = root.shell().out();
        if (json) {
            out.println(gson().toJson(object(result)));
        } else {
            result.cases().forEach(one -> print(out, result.network(), one));
        }
        return result.passed() ? ExitCode.DONE : ExitCode.BAD_INPUT;
    }

    private static void print(PrintWriter out, String network, CaseResult one) {
        out.println(network + ", " + one.name() + ": " + (one.passed() ? "passed" : "FAILED"));
        one.stateProblems().forEach(problem -> out.println("  " + problem));
        for (OutputResult output : one.outputs()) {
            out.println(line(output));
        }
    }

    private static String line(OutputResult output) {
        String verdict = output.passed() ? "" : "  FAILED";
        if (!output.problem().isEmpty()) {
            return "  " + output.output() + ": " + output.problem() + verdict;
        }
        String measure = output.measure().equals("absolute")
                ? "largest error %.3g, limit %.3g"
                : "equal share %.6f, at least %.6f";
        return "  " + output.output() + ": " + String.format(Locale.ROOT, measure, output.value(), output.limit())
                + verdict;
    }

    private static Gson gson() {
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    }

    private static JsonObject object(Result result) {
        JsonObject object = new JsonObject();
        object.addProperty("network", result.network());
        object.addProperty("passed", result.passed());
        JsonArray cases = new JsonArray();
        result.cases().forEach(one -> cases.add(object(one)));
        object.add("cases", cases);
        return object;
    }

    private static JsonObject object(CaseResult one) {
        JsonObject object = new JsonObject();
        object.addProperty("name", one.name());
        object.addProperty("passed", one.passed());
        JsonArray problems = new JsonArray();
        one.stateProblems().forEach(problems::add);
        object.add("stateProblems", problems);
        JsonArray outputs = new JsonArray();
        one.outputs().forEach(output -> outputs.add(object(output)));
        object.add("outputs", outputs);
        return object;
    }

    private static JsonObject object(OutputResult output) {
        JsonObject object = new JsonObject();
        object.addProperty("output", output.output());
        object.addProperty("measure", output.measure());
        if (Double.isFinite(output.value())) {
            object.addProperty("value", output.value());
        }
        object.addProperty("limit", output.limit());
        object.addProperty("passed", output.passed());
        if (!output.problem().isEmpty()) {
            object.addProperty("problem", output.problem());
        }
        return object;
    }
}
