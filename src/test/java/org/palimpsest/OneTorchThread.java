package org.palimpsest;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps libtorch to one thread in tests, which is set before it loads: on a busy machine its threads wait for each other
 * and a test takes a hundred times as long. Use it as {@code @ExtendWith(OneTorchThread.class)}.
 */
public final class OneTorchThread implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        if (System.getProperty("ai.djl.pytorch.num_threads") == null) {
            System.setProperty("ai.djl.pytorch.num_threads", "1");
        }
    }
}
