package org.palimpsest.project.qgis;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.palimpsest.base.BadInputException;
import org.palimpsest.raster.Crs;
import org.palimpsest.raster.SampledRange;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The XML of a QGIS 3 project ({@code .qgs}), with file names relative to the project's folder. */
final class QgisDocument {
    private static final String VERSION = "3.22.0";

    private final Path folder;
    private final DocumentBuilder builder;
    private final Document document;

    /** @param folder where the project will lie */
    QgisDocument(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            builder = factory.newDocumentBuilder();
            document = builder.newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Every Java can build XML documents.", e);
        }
    }

    /**
     * The text of the project.
     *
     * @param layers the uppermost first
     * @param extent xmin, ymin, xmax, ymax of the view in the project's coordinates
     */
    String text(String title, Optional<Crs> crs, double[] extent, List<QgisLayer> layers) throws BadInputException {
        Element qgis = document.createElement("qgis");
        document.appendChild(qgis);
        qgis.setAttribute("version", VERSION);
        qgis.setAttribute("projectname", title);
        add(qgis, "title").setTextContent(title);
        system(add(qgis, "projectCrs"), crs);
        Element tree = add(qgis, "layer-tree-group");
        Element canvas = add(qgis, "mapcanvas");
        canvas.setAttribute("name", "theMapCanvas");
        String[] sides = {"xmin", "ymin", "xmax", "ymax"};
        Element view = add(canvas, "extent");
        for (int i = 0; i < sides.length; i++) {
            add(view, sides[i]).setTextContent(Double.toString(extent[i]));
        }
        system(add(canvas, "destinationsrs"), crs);
        Element project = add(qgis, "projectlayers");
        for (int i = 0; i < layers.size(); i++) {
            QgisLayer layer = layers.get(i);
            String id = "palimpsest_" + (i + 1);
            Element leaf = add(tree, "layer-tree-layer");
            leaf.setAttribute("id", id);
            leaf.setAttribute("name", layer.name());
            leaf.setAttribute("source", source(layer));
            leaf.setAttribute("providerKey", provider(layer));
            leaf.setAttribute("checked", layer.visible() ? "Qt::Checked" : "Qt::Unchecked");
            leaf.setAttribute("expanded", "0");
            layer(add(project, "maplayer"), id, layer);
        }
        Element properties = add(qgis, "properties");
        if (crs.isPresent()) {
            // Without this switch QGIS leaves the project's own system aside.
            Element enabled = add(add(properties, "SpatialRefSys"), "ProjectionsEnabled");
            enabled.setAttribute("type", "int");
            enabled.setTextContent("1");
        }
        Element absolute = add(add(properties, "Paths"), "Absolute");
        absolute.setAttribute("type", "bool");
        absolute.setTextContent("false");
        return serialised();
    }

    private void layer(Element element, String id, QgisLayer layer) throws BadInputException {
        add(element, "id").setTextContent(id);
        add(element, "datasource").setTextContent(source(layer));
        add(element, "layername").setTextContent(layer.name());
        system(add(element, "srs"), layer.crs());
        Element provider = add(element, "provider");
        provider.setTextContent(provider(layer));
        if (layer instanceof QgisLayer.Picture picture) {
            element.setAttribute("type", "raster");
            picture(element, picture);
        } else if (layer instanceof QgisLayer.Product product) {
            element.setAttribute("type", "raster");
            style(element, layer, product.style());
        } else if (layer instanceof QgisLayer.Shapes shapes) {
            element.setAttribute("type", "vector");
            element.setAttribute("geometry", shapes.geometry());
            provider.setAttribute("encoding", "UTF-8");
            style(element, layer, shapes.style());
        }
    }

    private void picture(Element layer, QgisLayer.Picture picture) {
        Element renderer = add(add(layer, "pipe"), "rasterrenderer");
        renderer.setAttribute("opacity", "1");
        renderer.setAttribute("alphaBand", "-1");
        List<Integer> bands = picture.bands();
        if (bands.size() == 1) {
            renderer.setAttribute("type", "singlebandgray");
            renderer.setAttribute("grayBand", bands.get(0).toString());
            renderer.setAttribute("gradient", "BlackToWhite");
            stretch(renderer, "contrastEnhancement", picture.ranges().get(0));
        } else {
            renderer.setAttribute("type", "multibandcolor");
            String[] colours = {"red", "green", "blue"};
            for (int i = 0; i < colours.length; i++) {
                renderer.setAttribute(colours[i] + "Band", bands.get(i).toString());
                stretch(
                        renderer,
                        colours[i] + "ContrastEnhancement",
                        picture.ranges().get(i));
            }
        }
    }

    private void stretch(Element renderer, String name, SampledRange range) {
        Element enhancement = add(renderer, name);
        add(enhancement, "minValue").setTextContent(Double.toString(range.low()));
        add(enhancement, "maxValue").setTextContent(Double.toString(range.high()));
        add(enhancement, "algorithm").setTextContent("StretchToMinimumMaximum");
    }

    /** Takes over everything that a style file holds; a layer of a project has the same elements. */
    private void style(Element element, QgisLayer layer, String style) throws BadInputException {
        try {
            Document parsed = builder.parse(new InputSource(new StringReader(style)));
            for (Node child = parsed.getDocumentElement().getFirstChild();
                    child != null;
                    child = child.getNextSibling()) {
                element.appendChild(document.importNode(child, true));
            }
        } catch (SAXException | IOException e) {
            throw new BadInputException(
                    "The style of " + layer.file() + " is damaged (" + e.getMessage() + "). Repeat the run.", e);
        }
    }

    private void system(Element parent, Optional<Crs> crs) {
        Element system = add(parent, "spatialrefsys");
        if (crs.isPresent()) {
            add(system, "wkt").setTextContent(crs.get().wkt());
            crs.get().code().ifPresent(code -> add(system, "authid").setTextContent(code));
        }
    }

    private static String provider(QgisLayer layer) {
        return layer instanceof QgisLayer.Shapes ? "ogr" : "gdal";
    }

    private String source(QgisLayer layer) {
        Path file = layer.file().toAbsolutePath().normalize();
        String name;
        if (Objects.equals(folder.getRoot(), file.getRoot())) {
            String relative = folder.relativize(file).toString().replace('\\', '/');
            // QGIS takes a name for relative only when it begins with a dot.
            name = relative.startsWith("..") ? relative : "./" + relative;
        } else {
            name = file.toString();
        }
        return layer instanceof QgisLayer.Shapes shapes && !shapes.layer().isEmpty()
                ? name + "|layername=" + shapes.layer()
                : name;
    }

    private Element add(Element parent, String name) {
        Element child = document.createElement(name);
        parent.appendChild(child);
        return child;
    }

    private String serialised() {
        try {
            TransformerFactory factory = TransformerFactory.newInstance();
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.INDENT, "yes");
            transformer.setOutputProperty(OutputKeys.DOCTYPE_PUBLIC, "http://mrcc.com/qgis.dtd");
            transformer.setOutputProperty(OutputKeys.DOCTYPE_SYSTEM, "SYSTEM");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("Every Java can write XML documents.", e);
        }
    }
}
