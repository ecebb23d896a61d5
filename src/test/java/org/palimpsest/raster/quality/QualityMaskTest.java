package org.palimpsest.raster.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palimpsest.base.BadInputException;

class QualityMaskTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "scl.tif:values=3,8,9;scl.tif",
                "C:\\data\\scl.tif:values=3;C:\\data\\scl.tif",
                "C:\\data\\scl.tif;C:\\data\\scl.tif",
                "mosaic:list.txt:bits=1;mosaic:list.txt",
                "/data/a:b/values=3.tif:values=3|dilate=60m;/data/a:b/values=3.tif"
            })
    void theFileEnds_whereTheFirstClauseBegins(String text, String file) throws Exception {
        assertEquals(file, QualityMask.parse(text).file());
    }

    @Test
    void valuesAndRanges_flagWhatTheyList() throws Exception {
        FlagRule rule = QualityMask.parse("f.tif:values=3, 8-10,-9999").rule();
        for (double value : new double[] {3, 8, 9, 9.5, 10, -9999}) {
            assertTrue(rule.flags(value), value + "");
        }
        for (double value : new double[] {0, 2, 4, 7.9, 11, Double.NaN}) {
            assertTrue(!rule.flags(value), value + "");
        }
    }

    /** Landsat Collection 2 QA_PIXEL: 21824 is clear; 22280 cloud of high confidence; 23888 cloud shadow; 54596 cirrus. */
    @Test
    void bitsOfLandsatsQuality_tellCloudFromClear() throws Exception {
        FlagRule cloud = QualityMask.parse("QA_PIXEL.TIF:bits=1,2,3,4").rule();
        assertTrue(!cloud.flags(21824));
        assertTrue(cloud.flags(22280));
        assertTrue(cloud.flags(23888));
        assertTrue(cloud.flags(54596));
        FlagRule sure = QualityMask.parse("QA_PIXEL.TIF:bits=8-9=3").rule();
        assertTrue(sure.flags(22280));
        assertTrue(!sure.flags(21824));
        FlagRule either = QualityMask.parse("QA_PIXEL.TIF:values=1:bits=4").rule();
        assertTrue(either.flags(1) && either.flags(23888) && !either.flags(22280));
    }

    @Test
    void withoutValues_everythingButZeroHides() throws Exception {
        QualityMask mask = QualityMask.parse("clouds.tif:dilate=2:band=3");
        assertTrue(mask.rule().flags(255) && !mask.rule().flags(0));
        assertEquals(new QualityMask.Dilation(2, false), mask.dilation());
        assertEquals(3, mask.band());
        assertEquals(
                new QualityMask.Dilation(60, true),
                QualityMask.parse("c.tif:dilate=60m").dilation());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "f.tif:values=;Values",
                "f.tif:values=a;Values",
                "f.tif:values=9-3;lower to the higher",
                "f.tif:bits=64;0 to 63",
                "f.tif:bits=8-9;Say which number",
                "f.tif:bits=8-9=4;does not fit",
                "f.tif:dilate=-2;dilate=2px",
                "f.tif:dilate=1.2.3;dilate=2px",
                "f.tif:band=0;from 1",
                "f.tif:values=1:values=2;twice",
                ":values=1;FILE"
            })
    void whatIsWrong_isNamed(String text, String expected) {
        BadInputException e = assertThrows(BadInputException.class, () -> QualityMask.parse(text));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }
}
