/**
 * Rasters in formats that are read through GDAL's C library, where that is installed: JPEG 2000, VRT, ENVI, ERDAS and more.
 *
 * <p>ImageIO-ext has a plug-in for GDAL, but neither it nor its Java bindings are on Maven Central or in Debian, and its
 * bindings fit one version of GDAL only. The C interface is stable over versions and is called with JNA, which is a
 * dependency anyway.
 */
package org.palimpsest.raster.gdal;
