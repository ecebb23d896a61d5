package org.palimpsest.raster.scene;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.palimpsest.base.BadInputException;

/** The texts of an XML file by the path of their elements' names, as far as an agency's metadata need it. */
final class SceneXml {
    private static final long MAX_BYTES = 1 << 26;

    /**
     * One text.
     *
     * @param path names of the elements around it, the outermost first, each after a slash
     * @param attributes of the innermost element
     */
    private record Entry(String path, Map<String, String> attributes, String text) {}

    private final List<Entry> entries = new ArrayList<>();

    private SceneXml() {}

    static SceneXml read(Path file) throws BadInputException {
        SceneXml xml = new SceneXml();
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInputException(file + " is too long for the metadata of a scene. Get the scene again.");
            }
            xml.walk(factory.createXMLStreamReader(in));
        } catch (IOException | XMLStreamException e) {
            throw new BadInputException(file + " is damaged: its XML cannot be read. Get the scene again.", e);
        }
        return xml;
    }

    private void walk(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder path = new StringBuilder();
        Map<String, String> attributes = Map.of();
        String text = "";
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    path.append('/').append(reader.getLocalName());
                    attributes = new HashMap<>();
                    for (int i = 0; i < reader.getAttributeCount(); i++) {
                        attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
                    }
                    text = "";
                }
                case XMLStreamReader.CHARACTERS -> text = reader.getText().strip();
                case XMLStreamReader.END_ELEMENT -> {
                    if (!text.isEmpty()) {
                        entries.add(new Entry(path.toString(), attributes, text));
                        text = "";
                    }
                    path.setLength(path.lastIndexOf("/"));
                }
                default -> {
                    // Comments and the like say nothing.
                }
            }
        }
    }

    /** The first text whose path ends so. */
    Optional<String> text(String end) {
        return entries.stream()
                .filter(entry -> entry.path().endsWith("/" + end))
                .map(Entry::text)
                .findFirst();
    }

    /** The first number whose path ends so. */
    OptionalDouble number(String end) {
        return text(end).map(SceneXml::parse).orElse(OptionalDouble.empty());
    }

    /** The number whose path ends so and whose attribute has the given value. */
    OptionalDouble number(String end, String attribute, String value) {
        return entries.stream()
                .filter(entry -> entry.path().endsWith("/" + end)
                        && value.equals(entry.attributes().get(attribute)))
                .map(entry -> parse(entry.text()))
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private static OptionalDouble parse(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
