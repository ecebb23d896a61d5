"""Reads a raster with GDAL in windows of the given size on the given number of threads; prints the seconds it took."""
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from osgeo import gdal

path, size, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
gdal.UseExceptions()
first = gdal.Open(path)
width, height = first.RasterXSize, first.RasterYSize
windows = [
    (x, y, min(size, width - x), min(size, height - y)) for y in range(0, height, size) for x in range(0, width, size)
]


def read_share(index):
    dataset = gdal.Open(path)
    for window in windows[index::threads]:
        dataset.ReadRaster(*window, buf_type=gdal.GDT_Float32)


start = time.perf_counter()
with ThreadPoolExecutor(threads) as pool:
    list(pool.map(read_share, range(threads)))
print(time.perf_counter() - start)
