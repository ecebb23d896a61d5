package org.palimpsest.sample;

/**
 * The crop on one parcel as it is on one day: what changes from field to field but not within a field.
 *
 * @param crop what grows there
 * @param hash source of the stand's random properties in this year
 * @param green share of the ground under green leaves, 0..1
 * @param dry share under straw and dry leaves, 0..1
 * @param leaf colour of the green, with flowers
 */
record CropStand(Crop crop, long hash, double green, double dry, Spectrum leaf) {

    /** Returns the stand on a parcel; farmers sow on different days, so fields of one crop are up to 8 days apart. */
    static CropStand of(Parcel parcel, Farmland farmland, Season season) {
        Crop crop = farmland.crop(parcel, season.year());
        long hash = PositionHash.mix(parcel.id(), season.year());
        double day = season.dayOfYear() + 16 * (PositionHash.unit(hash, 1) - 0.5);
        Spectrum leaf = crop.leaf().mixed(Spectra.RAPE_FLOWER, crop.flowering(day));
        return new CropStand(crop, hash, crop.green(day), crop.dry(day), leaf);
    }

    double height() {
        return crop.fullHeight() * Math.min(1, green + dry);
    }
}
