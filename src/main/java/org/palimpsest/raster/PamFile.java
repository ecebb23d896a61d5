package org.palimpsest.raster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.tiff.NodataText;

/** What GDAL keeps beside a raster in {@code FILE.aux.xml}: place, nodata values and names of bands. */
public final class PamFile {
    private static final long MAX_BYTES = 1 << 24;

    private @Nullable GeoTransform transform;
    private @Nullable Crs crs;
    private final Map<Integer, Double> nodata = new HashMap<>();
    private final Map<Integer, String> descriptions = new HashMap<>();

    private PamFile() {}

    /** Reads the file beside a raster; says nothing where there is none. */
    public static PamFile beside(Path raster) throws BadInputException {
        PamFile pam = new PamFile();
        Path file = raster.resolveSibling(raster.getFileName() + ".aux.xml");
        if (!Files.isRegularFile(file)) {
            return pam;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInputException(file + " is too long for what its name says. Mend or remove it.");
            }
            pam.read(factory.createXMLStreamReader(in));
        } catch (IOException | XMLStreamException | IllegalArgumentException e) {
            throw new BadInputException(file + " cannot be read as GDAL writes such files. Mend or remove it.", e);
        }
        return pam;
    }

    private void read(XMLStreamReader reader) throws XMLStreamException, BadInputException {
        int band = -1;
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (reader.getLocalName()) {
                case "PAMRasterBand" -> band = Integer.parseInt(reader.getAttributeValue(null, "band")) - 1;
                case "SRS" -> {
                    String text = reader.getElementText();
                    crs = text.isBlank() ? null : Crs.parse(text);
                }
                case "GeoTransform" ->
                    transform = transform(reader.getElementText().split(","));
                case "NoDataValue" -> {
                    OptionalDouble value = NodataText.parse(reader.getElementText());
                    if (value.isPresent()) {
                        nodata.put(band, value.getAsDouble());
                    }
                }
                case "Description" ->
                    descriptions.put(band, reader.getElementText().trim());
                default -> {
                    // Statistics, histograms and the like are of no use here.
                }
            }
        }
    }

    private static GeoTransform transform(String[] numbers) {
        if (numbers.length != 6) {
            throw new IllegalArgumentException("A geotransform has six numbers, but here are " + numbers.length + ".");
        }
        double[] n = new double[6];
        for (int i = 0; i < 6; i++) {
            n[i] = Double.parseDouble(numbers[i].trim());
        }
        return new GeoTransform(n[0], n[1], n[2], n[3], n[4], n[5]);
    }

    /** From pixels to coordinates. */
    public Optional<GeoTransform> transform() {
        return Optional.ofNullable(transform);
    }

    /** The system of the coordinates. */
    public Optional<Crs> crs() {
        return Optional.ofNullable(crs);
    }

    /** The nodata value of a band, counted from 0. */
    public OptionalDouble nodata(int band) {
        Double value = nodata.get(band);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The name of a band, counted from 0. */
    public Optional<String> description(int band) {
        return Optional.ofNullable(descriptions.get(band));
    }
}
