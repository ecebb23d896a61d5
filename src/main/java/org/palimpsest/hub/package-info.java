/** Repositories of the model hub (the public HTTP interface of the Hugging Face hub): fetched into a cache, listed, published. */
@NullMarked
package org.palimpsest.hub;

import org.jspecify.annotations.NullMarked;
