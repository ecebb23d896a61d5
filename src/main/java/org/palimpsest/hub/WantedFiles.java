package org.palimpsest.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palimpsest.base.BadInputException;

/** Which files of a repository are fetched: of a model its description and one file of weights, of a dataset its Parquet shards. */
final class WantedFiles {
    /** Descriptions that tell what the weights are for: our own, and the hub's. */
    private static final List<String> DESCRIPTIONS = List.of("model.json", "config.json");

    /** Files of weights, the first that is there is taken: safetensors hold nothing but numbers. */
    private static final List<String> WEIGHTS = List.of("model.safetensors", "pytorch_model.bin");

    private static final String SHARD = ".parquet";

    private WantedFiles() {}

    static List<HubListing.Entry> of(HubKind kind, HubListing listing, HubReference reference)
            throws BadInputException {
        return kind == HubKind.MODEL ? model(listing, reference) : dataset(listing, reference);
    }

    private static List<HubListing.Entry> model(HubListing listing, HubReference reference) throws BadInputException {
        List<HubListing.Entry> wanted = new ArrayList<>();
        for (String name : DESCRIPTIONS) {
            find(listing, name).ifPresent(wanted::add);
        }
        for (String name : WEIGHTS) {
            Optional<HubListing.Entry> weights = find(listing, name);
            if (weights.isPresent()) {
                wanted.add(weights.get());
                return wanted;
            }
        }
        boolean inParts = listing.files().stream().anyMatch(file -> file.path().endsWith(".index.json"));
        throw new BadInputException(reference + " holds no weights that Palimpsest reads: "
                + (inParts
                        ? "they are in several parts."
                        : "neither " + String.join(" nor ", WEIGHTS) + " is there, only " + some(listing) + "."));
    }

    private static List<HubListing.Entry> dataset(HubListing listing, HubReference reference) throws BadInputException {
        List<HubListing.Entry> shards = listing.files().stream()
                .filter(file -> file.path().endsWith(SHARD))
                .toList();
        if (shards.isEmpty()) {
            throw new BadInputException(
                    reference + " holds no Parquet shards (train-*.parquet and so on), only " + some(listing) + ".");
        }
        return shards;
    }

    private static String some(HubListing listing) {
        List<String> names =
                listing.files().stream().map(HubListing.Entry::path).limit(6).toList();
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private static Optional<HubListing.Entry> find(HubListing listing, String path) {
        return listing.files().stream().filter(file -> file.path().equals(path)).findFirst();
    }
}
