package org.palimpsest.raster.tiff;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The metadata items that GDAL keeps as XML in tag 42112: names, scale and offset of bands, dates and other facts. */
public final class GdalMetadata {
    /**
     * One fact.
     *
     * @param name of the fact, "DESCRIPTION" say
     * @param band index from 0 of the band it belongs to; -1 for the whole image
     * @param value the fact itself
     */
    public record Item(String name, int band, String value) {}

    private GdalMetadata() {}

    /** Reads the items; text that is not well-formed gives those before the mistake. */
    public static List<Item> parse(String xml) {
        List<Item> items = new ArrayList<>();
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT
                        && reader.getLocalName().equals("Item")) {
                    String name = attribute(reader, "name").orElse("");
                    int band = attribute(reader, "sample")
                            .map(GdalMetadata::number)
                            .orElse(-1);
                    items.add(new Item(
                            name, band, unescaped(reader.getElementText().trim())));
                }
            }
        } catch (XMLStreamException e) {
            return items;
        }
        return items;
    }

    /** GDAL escapes values once more than XML asks for. */
    private static String unescaped(String value) {
        return value.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    /** The value of a fact about a band (from 0), where it is stated. */
    public static Optional<String> find(List<Item> items, String name, int band) {
        return items.stream()
                .filter(item -> item.band() == band && item.name().equalsIgnoreCase(name))
                .map(Item::value)
                .findFirst();
    }

    private static Optional<String> attribute(XMLStreamReader reader, String name) {
        return Optional.ofNullable(reader.getAttributeValue(null, name));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
