package org.palimpsest.raster.tiff;

import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.palimpsest.base.BadInputException;
import org.w3c.dom.Node;

/**
 * The GeoTIFF tags of an image in the shape in which GeoTools expects an ImageIO reader to give them.
 *
 * <p>Only these tags, already checked, so that no second reader has to walk through a file that may be hostile.
 */
final class GeoKeyTree extends IIOMetadata {
    private static final String FORMAT = "com_sun_media_imageio_plugins_tiff_image_1.0";

    private final IIOMetadataNode root = new IIOMetadataNode(FORMAT);

    GeoKeyTree(TiffDirectory directory) throws BadInputException {
        super(true, FORMAT, null, null, null);
        IIOMetadataNode tags = new IIOMetadataNode("TIFFIFD");
        root.appendChild(tags);
        addNumbers(tags, directory, TiffTag.GEO_KEY_DIRECTORY, "TIFFShort", true);
        addNumbers(tags, directory, TiffTag.GEO_DOUBLE_PARAMETERS, "TIFFDouble", false);
        addNumbers(tags, directory, TiffTag.MODEL_PIXEL_SCALE, "TIFFDouble", false);
        addNumbers(tags, directory, TiffTag.MODEL_TIEPOINT, "TIFFDouble", false);
        addNumbers(tags, directory, TiffTag.MODEL_TRANSFORMATION, "TIFFDouble", false);
        if (directory.has(TiffTag.GEO_ASCII_PARAMETERS)) {
            IIOMetadataNode texts = field(tags, TiffTag.GEO_ASCII_PARAMETERS, "TIFFAsciis");
            IIOMetadataNode text = new IIOMetadataNode("TIFFAscii");
            text.setAttribute(
                    "value", directory.text(TiffTag.GEO_ASCII_PARAMETERS).orElse(""));
            texts.appendChild(text);
        }
    }

    private static void addNumbers(IIOMetadataNode tags, TiffDirectory directory, int tag, String type, boolean whole)
            throws BadInputException {
        if (!directory.has(tag)) {
            return;
        }
        IIOMetadataNode numbers = field(tags, tag, type + "s");
        for (double value : directory.doubles(tag)) {
            IIOMetadataNode number = new IIOMetadataNode(type);
            number.setAttribute("value", whole ? Long.toString((long) value) : Double.toString(value));
            numbers.appendChild(number);
        }
    }

    private static IIOMetadataNode field(IIOMetadataNode tags, int tag, String type) {
        IIOMetadataNode field = new IIOMetadataNode("TIFFField");
        field.setAttribute("number", Integer.toString(tag));
        IIOMetadataNode values = new IIOMetadataNode(type);
        field.appendChild(values);
        tags.appendChild(field);
        return values;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public Node getAsTree(String formatName) {
        return root;
    }

    @Override
    public void mergeTree(String formatName, Node tree) {
        throw new IllegalStateException("The tags of an open file cannot be changed.");
    }

    @Override
    public void reset() {
        throw new IllegalStateException("The tags of an open file cannot be changed.");
    }
}
