package org.palimpsest.app.theme;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Line icons from the SVG sources in {@code icons/line}, drawn as shapes so that they take the theme's colour and stay
 * sharp at any size.
 *
 * <p>The sources use straight strokes only: path, line, circle, rect and polyline on a square view box. An icon whose
 * source is missing is empty but keeps its place.
 */
public final class Icon {
    /** Width and height of icons beside text, in pixels. */
    public static final double SMALL = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Icon.class);
    private static final String FOLDER = "/org/palimpsest/icons/line/";
    private static final XMLInputFactory XML = safeFactory();
    private static final Map<String, Optional<Drawing>> DRAWINGS = new ConcurrentHashMap<>();

    private Icon() {}

    /** Strokes of an icon on a square of {@code size} units. */
    record Drawing(String path, double size) {}

    /** A new node of the icon called {@code name}, 16 pixels large. */
    public static Node of(String name) {
        return of(name, SMALL);
    }

    /** A new node of the icon called {@code name}. */
    public static Node of(String name, double size) {
        StackPane place = new StackPane();
        place.getStyleClass().add("icon");
        place.setMinSize(size, size);
        place.setPrefSize(size, size);
        place.setMaxSize(size, size);
        place.setMouseTransparent(true);
        drawing(name).ifPresent(drawing -> {
            SVGPath shape = new SVGPath();
            shape.setContent(drawing.path());
            shape.getStyleClass().add("icon-stroke");
            // The frame keeps the icon's own margins, which a path alone would lose.
            SVGPath frame = new SVGPath();
            frame.setContent("M0 0H" + drawing.size() + "V" + drawing.size() + "H0Z");
            frame.getStyleClass().add("icon-frame");
            Group group = new Group(frame, shape);
            group.getTransforms().add(new Scale(size / drawing.size(), size / drawing.size()));
            place.getChildren().add(new Group(group));
        });
        return place;
    }

    /** Tells whether there is a source for an icon. */
    public static boolean exists(String name) {
        return drawing(name).isPresent();
    }

    private static Optional<Drawing> drawing(String name) {
        return DRAWINGS.computeIfAbsent(name, Icon::load);
    }

    private static Optional<Drawing> load(String name) {
        try (InputStream source = Icon.class.getResourceAsStream(FOLDER + name + ".svg")) {
            if (source == null) {
                LOG.debug("There is no icon {}", name);
                return Optional.empty();
            }
            return Optional.of(read(XML.createXMLStreamReader(source)));
        } catch (java.io.IOException | XMLStreamException | NumberFormatException e) {
            LOG.warn("The icon {} cannot be read", name, e);
            return Optional.empty();
        }
    }

    private static Drawing read(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder path = new StringBuilder();
        double size = 24;
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                String box = reader.getAttributeValue(null, "viewBox");
                if (box != null) {
                    size = Double.parseDouble(box.trim().split("[ ,]+")[2]);
                }
                path.append(pathOf(reader)).append(' ');
            }
        }
        return new Drawing(path.toString(), size);
    }

    private static String pathOf(XMLStreamReader reader) {
        return switch (reader.getLocalName()) {
            case "path" -> reader.getAttributeValue(null, "d");
            case "line" ->
                "M" + number(reader, "x1") + " " + number(reader, "y1") + "L" + number(reader, "x2") + " "
                        + number(reader, "y2");
            case "polyline" -> "M" + reader.getAttributeValue(null, "points");
            case "polygon" -> "M" + reader.getAttributeValue(null, "points") + "Z";
            case "circle" ->
                ellipse(number(reader, "cx"), number(reader, "cy"), number(reader, "r"), number(reader, "r"));
            case "ellipse" ->
                ellipse(number(reader, "cx"), number(reader, "cy"), number(reader, "rx"), number(reader, "ry"));
            case "rect" ->
                rectangle(
                        number(reader, "x"),
                        number(reader, "y"),
                        number(reader, "width"),
                        number(reader, "height"),
                        number(reader, "rx"));
            default -> "";
        };
    }

    private static String ellipse(double x, double y, double radiusX, double radiusY) {
        String arc = "a" + radiusX + " " + radiusY + " 0 1 0 ";
        return "M" + (x - radiusX) + " " + y + arc + 2 * radiusX + " 0" + arc + -2 * radiusX + " 0z";
    }

    private static String rectangle(double x, double y, double width, double height, double radius) {
        String arc = "a" + radius + " " + radius + " 0 0 1 ";
        return "M" + (x + radius) + " " + y + "h" + (width - 2 * radius) + arc + radius + " " + radius + "v"
                + (height - 2 * radius) + arc + -radius + " " + radius + "h" + (2 * radius - width) + arc + -radius
                + " "
                + -radius + "v" + (2 * radius - height) + arc + radius + " " + -radius + "z";
    }

    private static double number(XMLStreamReader reader, String attribute) {
        String text = reader.getAttributeValue(null, attribute);
        return text == null ? 0 : Double.parseDouble(text);
    }

    private static XMLInputFactory safeFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
