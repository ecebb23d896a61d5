package org.palimpsest.base;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the program keeps what belongs to the person and not to a project: settings, logs, caches.
 *
 * <p>Follows each system's custom (XDG base directories, {@code ~/Library}, {@code %LOCALAPPDATA%}). The variable {@code
 * PALIMPSEST_USER_FOLDER} puts everything below one folder instead. Nothing is created here.
 */
public final class UserFolder {
    private static final String OVERRIDE = "PALIMPSEST_USER_FOLDER";

    private final Path settings;
    private final Path logs;
    private final Path cache;

    private UserFolder(Path settings, Path logs, Path cache) {
        this.settings = settings;
        this.logs = logs;
        this.cache = cache;
    }

    /** The folders of the person who runs this process. */
    public static UserFolder current() {
        return of(System.getProperty("os.name", ""), System.getProperty("user.home", "."), System.getenv());
    }

    /** The folders on the system {@code osName} for the person whose home and environment these are. */
    static UserFolder of(String osName, String home, Map<String, String> environment) {
        Optional<Path> override = folder(environment, OVERRIDE);
        if (override.isPresent()) {
            Path root = override.get();
            return new UserFolder(root.resolve("settings"), root.resolve("log"), root.resolve("cache"));
        }
        String os = osName.toLowerCase(Locale.ROOT);
        Path base = Path.of(home);
        if (os.startsWith("windows")) {
            Path local = folder(environment, "LOCALAPPDATA").orElse(base.resolve("AppData/Local"));
            Path roaming = folder(environment, "APPDATA").orElse(base.resolve("AppData/Roaming"));
            return new UserFolder(
                    roaming.resolve("Palimpsest"), local.resolve("Palimpsest/log"), local.resolve("Palimpsest/cache"));
        }
        if (os.startsWith("mac")) {
            Path library = base.resolve("Library");
            return new UserFolder(
                    library.resolve("Application Support/Palimpsest"),
                    library.resolve("Logs/Palimpsest"),
                    library.resolve("Caches/Palimpsest"));
        }
        Path config = folder(environment, "XDG_CONFIG_HOME").orElse(base.resolve(".config"));
        Path state = folder(environment, "XDG_STATE_HOME").orElse(base.resolve(".local/state"));
        Path caches = folder(environment, "XDG_CACHE_HOME").orElse(base.resolve(".cache"));
        return new UserFolder(config.resolve("palimpsest"), state.resolve("palimpsest"), caches.resolve("palimpsest"));
    }

    /** Preferences and the list of recent projects. */
    public Path settings() {
        return settings;
    }

    /** Log files, one a day. */
    public Path logs() {
        return logs;
    }

    /** What can be made again at any time. */
    public Path cache() {
        return cache;
    }

    private static Optional<Path> folder(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .filter(path -> path.isAbsolute() || name.equals(OVERRIDE));
    }
}
