package org.palimpsest.app.map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.IntBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.base.BadInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Painted tiles, bounded in memory, and the work that makes those which the map wants next.
 *
 * <p>Three steps: the window's thread says what it wants ({@link #want}), workers paint, and the window's thread is told
 * when there is something new to draw. Work that is no longer wanted when a worker comes to it is dropped, so a fast pan
 * leaves no queue behind.
 */
public final class TileStore {
    /** One tile of one painter, as {@link TilePainter#at} narrows it. */
    public record Request(TilePainter painter, TileAddress address) {
        static Request of(TilePainter painter, TileAddress address) {
            return new Request(painter.at(address), address);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(TileStore.class);
    private static final int TILE_BYTES = TileAddress.SIZE * TileAddress.SIZE * Integer.BYTES;
    private static final int EMPTY_BYTES = 64;

    private final Executor workers;
    private final Executor window;
    private final Cache<Request, Optional<Image>> painted;
    private final Set<Request> pending = ConcurrentHashMap.newKeySet();
    private volatile Set<Request> wanted = Set.of();
    private Runnable onTile = () -> {};
    private BiConsumer<TilePainter, String> onFailure = (painter, message) -> {};

    /**
     * @param workers where tiles are painted
     * @param window the window's thread
     * @param bytes memory that painted tiles may take
     */
    public TileStore(Executor workers, Executor window, long bytes) {
        this.workers = workers;
        this.window = window;
        this.painted = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Request request, Optional<Image> tile) -> tile.isPresent() ? TILE_BYTES : EMPTY_BYTES)
                .executor(Runnable::run)
                .build();
    }

    /** Who is told, on the window's thread, that a tile was painted. */
    public void setOnTile(Runnable listener) {
        onTile = listener;
    }

    /** Who is told, on the window's thread, that a tile could not be painted. */
    public void setOnFailure(BiConsumer<TilePainter, String> listener) {
        onFailure = listener;
    }

    /** The tile if it is painted; an empty inner value is a tile on which there is nothing. */
    public Optional<Optional<Image>> get(TilePainter painter, TileAddress address) {
        return painter.mayShow(address)
                ? Optional.ofNullable(painted.getIfPresent(Request.of(painter, address)))
                : Optional.of(Optional.empty());
    }

    /** Replaces the list of wanted tiles; the most urgent come first. */
    public void want(Collection<Request> requests) {
        wanted = Set.copyOf(requests);
        for (Request request : List.copyOf(requests)) {
            if (painted.getIfPresent(request) == null && pending.add(request)) {
                workers.execute(() -> paint(request));
            }
        }
    }

    /** Tells whether nothing that is wanted is still being painted. */
    public boolean isIdle() {
        return pending.isEmpty();
    }

    /** Forgets all tiles. */
    public void clear() {
        painted.invalidateAll();
    }

    private void paint(Request request) {
        if (!wanted.contains(request)) {
            pending.remove(request);
            return;
        }
        Optional<int[]> pixels = Optional.empty();
        try {
            pixels = request.painter().paint(request.address());
        } catch (BadInputException e) {
            window.execute(() -> onFailure.accept(request.painter(), NoticeText.of(e)));
        } catch (RuntimeException e) {
            LOG.error("A tile could not be painted: {}", request, e);
        }
        Optional<Image> image = pixels.map(TileStore::image);
        window.execute(() -> {
            painted.put(request, image);
            pending.remove(request);
            onTile.run();
        });
    }

    private static Image image(int[] pixels) {
        return new WritableImage(new PixelBuffer<>(
                TileAddress.SIZE, TileAddress.SIZE, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance()));
    }
}
