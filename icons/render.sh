#!/bin/bash
# Renders the application icon from its SVG sources: PNGs for the window, .ico for Windows, .icns for macOS.
# Needs rsvg-convert (Debian: librsvg2-bin) and python3. The results are committed; run this only after changing a source.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p rendered
for size in 16 20 24 32; do
    rsvg-convert -w "$size" -h "$size" palimpsest-small.svg -o "rendered/palimpsest-$size.png"
done
for size in 40 48 64 128 256 512 1024; do
    rsvg-convert -w "$size" -h "$size" palimpsest.svg -o "rendered/palimpsest-$size.png"
done
python3 pack.py
