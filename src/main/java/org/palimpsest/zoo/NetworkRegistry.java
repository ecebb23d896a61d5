package org.palimpsest.zoo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.palimpsest.zoo.bit.Bit;
import org.palimpsest.zoo.changeformer.ChangeFormer;
import org.palimpsest.zoo.encoder.HubResNet;
import org.palimpsest.zoo.encoder.PyramidEncoder;
import org.palimpsest.zoo.encoder.swin.SwinTransformer;
import org.palimpsest.zoo.encoder.vmamba.VMamba;
import org.palimpsest.zoo.maskcd.MaskCd;
import org.palimpsest.zoo.maskucd.MaskUcd;
import org.palimpsest.zoo.minenetcd.MineNetCd;
import org.palimpsest.zoo.mlla.Attention;
import org.palimpsest.zoo.mlla.MllaSiaNet;
import org.palimpsest.zoo.snunet.SnuNet;
import org.palimpsest.zoo.tinycd.TinyCd;

/**
 * Every network that learns from labels, by its identifier: its name in the paper, the folder of its parity fixture, and how it
 * is built.
 *
 * <p>A new network is one line here.
 */
public final class NetworkRegistry {
    private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

    static {
        add("fc-ef", "FC-EF", o -> new FcEf(o.bands(), o.classes()));
        add("fc-siam-conc", "FC-Siam-conc", o -> new FcSiamConc(o.bands(), o.classes()));
        add(
                "fc-siam-diff",
                "FC-Siam-diff",
                o -> new FcSiamDiff(o.bands(), o.classes(), o.flag("standardise", false), o.flag("evidence", false)));
        add(
                "snunet",
                "SNUNet",
                o -> new SnuNet(o.bands(), o.classes(), o.text("pooling", "max").equals("average")));
        add("bit", "BIT", o -> new Bit(o.bands(), o.classes()));
        add("changeformer", "ChangeFormer", o -> new ChangeFormer(o.bands(), o.classes()));
        add("tinycd", "TinyCD", o -> new TinyCd(o.bands()));
        add("dtcdscn", "DTCDSCN", o -> new Dtcdscn(o.bands(), o.classes()));
        add("dsifn", "DSIFN", o -> new Dsifn(o.bands()));
        ENTRIES.put(
                "mlla-sianet",
                new Entry("mlla-sianet", "MLLA_SiaNet", false, o -> new MllaSiaNet(o.bands(), mllaDesign(o))));
        add("minenetcd-resnet", "MineNetCD-resnet", o -> mineNetCd(o, resNet(o), true));
        add("minenetcd-swin", "MineNetCD-swin", o -> mineNetCd(o, swin(o), true));
        add("minenetcd-vmamba", "MineNetCD-vmamba", o -> mineNetCd(o, vMamba(o), false));
        add("maskcd", "MaskCD", o -> new MaskCd(o.bands(), o.integer("classes", 150), swinSize(o)));
        add("fusionunet", "FusionUNet", o -> new FusionUnet(o.bands(), o.integer("classes", 1)));
    }

    /** Trained anew on every pair, so neither a detector that loads weights nor anything to train on labels. */
    private static final Entry MASK_UCD =
            new Entry("maskucd", "MaskUCD", true, o -> new MaskUcd(o.integer("in_ch1", 1), o.integer("in_ch2", 3)));

    private NetworkRegistry() {}

    private static MineNetCd mineNetCd(NetworkOptions o, PyramidEncoder encoder, boolean twice) {
        return new MineNetCd(encoder, o.classes(), o.flag("changefft", true), twice);
    }

    private static HubResNet resNet(NetworkOptions o) {
        String backbone = o.text("backbone", "resnet-50");
        return switch (backbone) {
            case "resnet-18" -> new HubResNet(o.bands(), new int[] {2, 2, 2, 2}, false);
            case "resnet-50" -> new HubResNet(o.bands(), new int[] {3, 4, 6, 3}, true);
            case "resnet-101" -> new HubResNet(o.bands(), new int[] {3, 4, 23, 3}, true);
            default ->
                throw new IllegalArgumentException(
                        "Option backbone is resnet-18, resnet-50 or resnet-101, but was \"" + backbone + "\".");
        };
    }

    private static VMamba vMamba(NetworkOptions o) {
        String backbone = o.text("backbone", "vmamba-tiny");
        return switch (backbone) {
            case "vmamba-tiny" -> new VMamba(o.bands(), 96, new int[] {2, 2, 5, 2}, 0.1);
            case "vmamba-small" -> new VMamba(o.bands(), 96, new int[] {2, 2, 15, 2}, 0.1);
            case "vmamba-base" -> new VMamba(o.bands(), 128, new int[] {2, 2, 15, 2}, 0.1);
            default ->
                throw new IllegalArgumentException(
                        "Option backbone is vmamba-tiny, vmamba-small or vmamba-base, but was \"" + backbone + "\".");
        };
    }

    private static SwinTransformer swin(NetworkOptions o) {
        return new SwinTransformer(o.bands(), swinSize(o), 0.1);
    }

    private static SwinTransformer.Size swinSize(NetworkOptions o) {
        return SwinTransformer.Size.named(o.text("backbone", "swin-base").replaceFirst("^swin-", ""));
    }

    private static MllaSiaNet.Design mllaDesign(NetworkOptions o) {
        return new MllaSiaNet.Design(
                o.flag("dfm", true),
                o.text("dsp", "both"),
                o.flag("mla", true),
                Attention.valueOf(o.text("attention", "both").toUpperCase(Locale.ROOT)),
                o.real("width", 1));
    }

    /**
     * One network of the zoo.
     *
     * @param id lower case, as on the command line
     * @param name as in its paper, which is also the folder of its fixture
     * @param hasOriginal whether published code exists that it is proved equal to
     */
    public record Entry(String id, String name, boolean hasOriginal, Function<NetworkOptions, Network> constructor) {
        public Network create(NetworkOptions options) {
            return constructor.apply(options);
        }

        @Override
        public String toString() {
            return id;
        }
    }

    private static void add(String id, String name, Function<NetworkOptions, Network> constructor) {
        ENTRIES.put(id, new Entry(id, name, true, constructor));
    }

    /** All networks, in the order in which they are listed. */
    public static List<Entry> all() {
        return List.copyOf(ENTRIES.values());
    }

    public static Optional<Entry> byId(String id) {
        return Optional.ofNullable(ENTRIES.get(id));
    }

    /** The network whose parity fixture stands in a folder of this name. */
    public static Optional<Entry> byFixture(String folder) {
        return Stream.concat(ENTRIES.values().stream(), Stream.of(MASK_UCD))
                .filter(entry -> entry.name().equals(folder))
                .findFirst();
    }
}
