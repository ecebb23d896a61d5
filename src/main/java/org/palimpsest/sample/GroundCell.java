package org.palimpsest.sample;

/** One place while it is painted: the layers ask where it is and write what they found. Used by one thread at a time. */
final class GroundCell {
    private double x;
    private double y;
    private Parcel parcel;
    private ParcelUse use;
    private CropStand stand;
    private final Farmland farmland;
    private final Season season;
    private LandCover cover = LandCover.FIELD;
    private Spectrum spectrum = Spectra.DRY_SOIL;
    private double above;
    private double dug;

    GroundCell(Parcel parcel, Farmland farmland, Season season) {
        this.parcel = parcel;
        this.farmland = farmland;
        this.season = season;
        use = farmland.use(parcel);
        stand = CropStand.of(parcel, farmland, season);
    }

    /** Moves to another place and forgets what was painted. */
    void moveTo(double newX, double newY, Parcel newParcel) {
        x = newX;
        y = newY;
        if (newParcel.id() != parcel.id()) {
            use = farmland.use(newParcel);
            stand = CropStand.of(newParcel, farmland, season);
        }
        parcel = newParcel;
        above = 0;
        dug = 0;
    }

    double x() {
        return x;
    }

    double y() {
        return y;
    }

    Parcel parcel() {
        return parcel;
    }

    ParcelUse use() {
        return use;
    }

    CropStand stand() {
        return stand;
    }

    LandCover cover() {
        return cover;
    }

    Spectrum spectrum() {
        return spectrum;
    }

    /** Returns the height of what stands here in metres. */
    double above() {
        return above;
    }

    /** Returns how many metres the ground was dug away. */
    double dug() {
        return dug;
    }

    void paint(LandCover newCover, Spectrum newSpectrum, double newAbove) {
        cover = newCover;
        spectrum = newSpectrum;
        above = newAbove;
    }

    void dig(double metres) {
        dug = metres;
    }
}
