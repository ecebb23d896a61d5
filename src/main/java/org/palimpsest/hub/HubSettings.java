package org.palimpsest.hub;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.palimpsest.base.AtomicFile;
import org.palimpsest.base.BadInputException;
import org.palimpsest.base.UserFolder;

/**
 * Which hub is asked, where its files are kept, and whether it may be asked at all.
 *
 * <p>An environment variable counts before what stands in the file {@code hub.properties} among the user's settings. The token
 * comes from the environment only, so that it is never written to a disk by this program.
 *
 * @param address of the hub, without a slash at the end
 * @param cache folder of what was fetched
 * @param offline whether only the cache is used
 * @param token for private and gated repositories, and for publishing
 */
public record HubSettings(URI address, Path cache, boolean offline, Optional<String> token) {
    /** The public hub. */
    public static final String PUBLIC = "https://huggingface.co";

    /** Variable that holds another hub's address. */
    public static final String ADDRESS_VARIABLE = "PALIMPSEST_HUB";

    /** Variable that holds the token. */
    public static final String TOKEN_VARIABLE = "PALIMPSEST_HUB_TOKEN";

    private static final String CACHE_VARIABLE = "PALIMPSEST_HUB_CACHE";
    private static final String OFFLINE_VARIABLE = "PALIMPSEST_OFFLINE";
    private static final List<String> YES = List.of("1", "true", "yes", "on");

    private static final String FILE = "hub.properties";
    private static final String ADDRESS = "address";
    private static final String CACHE = "cache";
    private static final String OFFLINE = "offline";

    public HubSettings {
        if (!List.of("http", "https").contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "The hub's address must begin with https:// or http://, but was " + address + ".");
        }
    }

    /** The settings of the person who runs this process. */
    public static HubSettings current() throws BadInputException {
        UserFolder folder = UserFolder.current();
        return of(
                read(folder.settings().resolve(FILE)),
                System.getenv(),
                folder.cache().resolve("hub"));
    }

    /**
     * Settings from what was kept and what the environment says.
     *
     * @param standard the cache where nothing else is said
     */
    static HubSettings of(Properties kept, Map<String, String> environment, Path standard) throws BadInputException {
        Optional<String> own = variable(environment, ADDRESS_VARIABLE).or(() -> text(kept, ADDRESS));
        // Variables of the hub's own programs, which people have set already.
        String address = own.or(() -> variable(environment, "HF_ENDPOINT")).orElse(PUBLIC);
        Optional<String> token = variable(environment, TOKEN_VARIABLE);
        if (token.isEmpty() && own.isEmpty()) {
            // It was made for the hub that those programs ask, and is not sent to another one.
            token = variable(environment, "HF_TOKEN");
        }
        String cache = variable(environment, CACHE_VARIABLE)
                .or(() -> text(kept, CACHE))
                .orElse(standard.toString());
        String offline = variable(environment, OFFLINE_VARIABLE)
                .or(() -> variable(environment, "HF_HUB_OFFLINE"))
                .or(() -> text(kept, OFFLINE))
                .orElse("");
        try {
            return new HubSettings(
                    URI.create(address.replaceFirst("/+$", "")),
                    Path.of(cache).toAbsolutePath(),
                    YES.contains(offline.toLowerCase(Locale.ROOT)),
                    token);
        } catch (InvalidPathException e) {
            throw new BadInputException("The cache of the hub must be a folder, but was \"" + cache + "\".", e);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "The hub's address must begin with https:// or http://, but was \"" + address + "\". Mend "
                            + ADDRESS_VARIABLE + " or the settings.",
                    e);
        }
    }

    /** The same, without asking the hub; or as it is when {@code wanted} is false. */
    public HubSettings withOffline(boolean wanted) {
        return new HubSettings(address, cache, offline || wanted, token);
    }

    /**
     * What the settings say by themselves, whatever the environment says; an empty text stands for the usual value.
     *
     * @param address of the hub
     * @param cache folder of what was fetched
     * @param offline whether only the cache is used
     */
    public record Kept(String address, String cache, boolean offline) {}

    /** What was kept last. */
    public static Kept kept() throws BadInputException {
        Properties values = read(UserFolder.current().settings().resolve(FILE));
        return new Kept(
                values.getProperty(ADDRESS, ""),
                values.getProperty(CACHE, ""),
                YES.contains(values.getProperty(OFFLINE, "").toLowerCase(Locale.ROOT)));
    }

    /**
     * Keeps address, cache folder and offline mode for later.
     *
     * @throws BadInputException when the address or the folder is none
     */
    public static void keep(Kept wanted) throws BadInputException, IOException {
        Properties values = new Properties();
        put(values, ADDRESS, wanted.address().strip());
        put(values, CACHE, wanted.cache().strip());
        put(values, OFFLINE, wanted.offline() ? "true" : "");
        of(values, Map.of(), Path.of("hub"));
        StringWriter text = new StringWriter();
        values.store(text, null);
        Path file = UserFolder.current().settings().resolve(FILE);
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.writeText(file, text.toString());
    }

    private static void put(Properties values, String key, String value) {
        if (!value.isEmpty()) {
            values.setProperty(key, value);
        }
    }

    private static Properties read(Path file) throws BadInputException {
        Properties values = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new BadInputException("The hub's settings in " + file + " cannot be read; delete the file.", e);
            }
        }
        return values;
    }

    private static Optional<String> text(Properties kept, String key) {
        return Optional.ofNullable(kept.getProperty(key)).filter(text -> !text.isBlank());
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
