package org.palimpsest.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.learned.ComputeDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code palimpsest devices}: lists what networks can compute on here, with the memory that is free there. */
@Command(name = "devices", description = "List what networks can compute on, with free memory.")
final class DevicesCommand implements Callable<Integer> {
    @ParentCommand
    private PalimpsestCommand root;

    @Option(names = "--json", description = "Print one JSON array.")
    private boolean json;

    @Override
    public Integer call() throws BadInputException {
        List<ComputeDevice> devices = ComputeDevice.all();
        PrintWriter out = root.shell().out();
        if (json) {
            JsonArray array = new JsonArray();
            for (ComputeDevice device : devices) {
                JsonObject object = new JsonObject();
                object.addProperty("name", device.name());
                device.freeBytes().ifPresent(bytes -> object.addProperty("freeBytes", bytes));
                array.add(object);
            }
            out.println(new GsonBuilder().setPrettyPrinting().create().toJson(array));
            return ExitCode.DONE;
        }
        for (ComputeDevice device : devices) {
            String free = device.freeBytes().isPresent()
                    ? (device.freeBytes().getAsLong() >> 20) + " MB free"
                    : "free memory unknown";
            out.printf(Locale.ROOT, "%-6s %s%n", device.name(), free);
        }
        if (devices.size() == 1) {
            out.println("No graphics card is usable here; docs/networks.md tells what one needs.");
        }
        return ExitCode.DONE;
    }
}
