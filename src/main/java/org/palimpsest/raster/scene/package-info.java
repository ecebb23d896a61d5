/** Scenes as their agencies deliver them, a folder of one raster for each band: Sentinel-2 SAFE and Landsat Collection 2. */
package org.palimpsest.raster.scene;
