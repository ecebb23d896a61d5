"""Packs the rendered PNGs into palimpsest.ico (Windows) and palimpsest.icns (macOS); both formats take PNGs as they are."""
import struct
from pathlib import Path

RENDERED = Path(__file__).parent / "rendered"

ICO_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256]
# Apple's type of each size; "@2x" types hold twice the pixels that their name says.
ICNS_TYPES = {
    b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024,
    b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512,
}


def png(size):
    return (RENDERED / f"palimpsest-{size}.png").read_bytes()


def ico():
    offset = 6 + 16 * len(ICO_SIZES)
    directory = struct.pack("<HHH", 0, 1, len(ICO_SIZES))
    images = b""
    for size in ICO_SIZES:
        image = png(size)
        # A side of 256 is written as 0.
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), offset + len(images))
        images += image
    return directory + images


def icns():
    entries = b""
    for kind, size in ICNS_TYPES.items():
        image = png(size)
        entries += kind + struct.pack(">I", 8 + len(image)) + image
    return b"icns" + struct.pack(">I", 8 + len(entries)) + entries


(RENDERED / "palimpsest.ico").write_bytes(ico())
(RENDERED / "palimpsest.icns").write_bytes(icns())
