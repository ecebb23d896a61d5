package org.palimpsest.sample;

import java.util.List;

/** Decides what each parcel is used for, and which crop stands on it in which year. */
final class Farmland {
    /** One crop after another, as farmers rotate them; a parcel starts somewhere in one of these. */
    private static final List<List<Crop>> ROTATIONS = List.of(
            List.of(Crop.WINTER_WHEAT, Crop.WINTER_BARLEY, Crop.RAPESEED),
            List.of(Crop.WINTER_WHEAT, Crop.MAIZE, Crop.WINTER_WHEAT, Crop.SUGAR_BEET),
            List.of(Crop.CLOVER, Crop.CLOVER, Crop.WINTER_WHEAT, Crop.WINTER_BARLEY),
            List.of(Crop.MAIZE, Crop.MAIZE, Crop.WINTER_WHEAT),
            List.of(Crop.RAPESEED, Crop.WINTER_WHEAT, Crop.POTATO, Crop.WINTER_BARLEY, Crop.FALLOW));

    private final LandscapeCharacter character;
    private final Terrain terrain;
    private final WoodlandPattern woods;

    Farmland(LandscapeCharacter character, Terrain terrain, WoodlandPattern woods) {
        this.character = character;
        this.terrain = terrain;
        this.woods = woods;
    }

    /** Returns the lasting use of a parcel. */
    ParcelUse use(Parcel parcel) {
        double x = parcel.centre().x();
        double y = parcel.centre().y();
        if (woods.claimsParcel(parcel.id(), x, y)) {
            return ParcelUse.WOODLAND;
        }
        double moisture = terrain.moisture(x, y);
        double steep = terrain.slope(x, y);
        double meadow = character.meadowShare() + 0.9 * (moisture - 0.5) + 1.5 * (steep - 0.08);
        double draw = PositionHash.unit(parcel.id(), 21);
        if (draw < meadow) {
            return draw < 0.022 ? ParcelUse.ORCHARD : ParcelUse.MEADOW;
        }
        return ParcelUse.ARABLE;
    }

    /** Returns the crop that is harvested from a parcel in a year. */
    Crop crop(Parcel parcel, int year) {
        // Neighbouring parcels of one farm tend to follow the same rotation, shifted by some years.
        int rotation = (int) (ROTATIONS.size() * PositionHash.unit(parcel.id(), 22));
        List<Crop> crops = ROTATIONS.get(rotation);
        int start = (int) (60 * PositionHash.unit(parcel.id(), 23));
        return crops.get(Math.floorMod(start + year, crops.size()));
    }
}
