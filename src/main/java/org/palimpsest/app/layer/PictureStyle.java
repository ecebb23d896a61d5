package org.palimpsest.app.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.palimpsest.app.map.MapExtent;
import org.palimpsest.app.map.MapViewModel;
import org.palimpsest.app.text.NoticeText;
import org.palimpsest.app.work.Background;
import org.palimpsest.raster.Band;
import org.palimpsest.raster.Window;

/** The choices behind a picture's style: which bands, which stretch, and whether it is read off the view or the whole. */
public final class PictureStyle {
    private final RasterLayer layer;
    private final MapViewModel map;
    private final Background background;
    private final BooleanProperty colour = new SimpleBooleanProperty();
    private final List<ObjectProperty<Integer>> bands = new ArrayList<>();
    private final ObjectProperty<Stretch> stretch = new SimpleObjectProperty<>(Stretch.PERCENTILE);
    private final BooleanProperty fromView = new SimpleBooleanProperty();
    private List<BandStatistics> statistics;

    public PictureStyle(RasterLayer layer, MapViewModel map, Background background) {
        this.layer = layer;
        this.map = map;
        this.background = background;
        statistics = layer.statistics();
        List<Integer> shown = layer.styleProperty().get().bands();
        colour.set(shown.size() == 3);
        for (int i = 0; i < 3; i++) {
            bands.add(new SimpleObjectProperty<>(
                    i < shown.size()
                            ? shown.get(i)
                            : Math.min(i, layer.statistics().size() - 1)));
        }
        stretch.set(guess());
        colour.addListener(change -> apply());
        bands.forEach(band -> band.addListener(change -> apply()));
        stretch.addListener(change -> apply());
        fromView.addListener(change -> measure());
    }

    /** Three bands as colours, or one as grey. */
    public BooleanProperty colourProperty() {
        return colour;
    }

    /** Index of the band for red (also grey), green or blue. */
    public ObjectProperty<Integer> bandProperty(int channel) {
        return bands.get(channel);
    }

    public ObjectProperty<Stretch> stretchProperty() {
        return stretch;
    }

    /** Whether the stretch is read off what the map shows now, and not off the whole raster. */
    public BooleanProperty fromViewProperty() {
        return fromView;
    }

    /** The bands that can be chosen. */
    public List<Band> choices() {
        return layer.source().raster().bands();
    }

    /** Reads the statistics again, of the present view or the whole raster, and applies them. */
    public void measure() {
        if (!fromView.get()) {
            statistics = layer.statistics();
            apply();
            return;
        }
        MapExtent view = map.viewport().extent();
        background.run(
                () -> pixels(view).isPresent()
                        ? BandStatistics.sample(
                                layer.source().raster(), pixels(view).get())
                        : layer.statistics(),
                found -> {
                    statistics = found;
                    apply();
                },
                e -> layer.failed(NoticeText.of(e)));
    }

    private void apply() {
        List<Integer> chosen = colour.get()
                ? bands.stream().map(ObjectProperty::get).toList()
                : List.of(bands.get(0).get());
        layer.styleProperty().set(DefaultStyle.of(chosen, stretch.get(), choices(), statistics));
    }

    /** The pixels that a map extent covers, roughly: its corners and edges are looked up. */
    private Optional<Window> pixels(MapExtent view) {
        double[] points = new double[2 * 25];
        for (int i = 0; i < 25; i++) {
            points[2 * i] = view.minX() + view.width() * (i % 5) / 4;
            points[2 * i + 1] = view.minY() + view.height() * (i / 5) / 4;
        }
        layer.placement().toPixels(points);
        MapExtent around = MapExtent.around(points);
        int x = (int) Math.max(0, around.minX());
        int y = (int) Math.max(0, around.minY());
        int endX = (int) Math.min(layer.source().raster().grid().width(), around.maxX());
        int endY = (int) Math.min(layer.source().raster().grid().height(), around.maxY());
        return endX > x && endY > y ? Optional.of(new Window(x, y, endX - x, endY - y)) : Optional.empty();
    }

    /** The stretch that gave the layer its present style. */
    private Stretch guess() {
        for (Stretch candidate : Stretch.values()) {
            if (DefaultStyle.of(layer.styleProperty().get().bands(), candidate, choices(), statistics)
                    .equals(layer.styleProperty().get())) {
                return candidate;
            }
        }
        return Stretch.PERCENTILE;
    }
}
