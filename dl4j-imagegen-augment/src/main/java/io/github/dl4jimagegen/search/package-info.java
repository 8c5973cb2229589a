/**
 * Searches augmentation, pipeline and network together with Arbiter. {@link io.github.dl4jimagegen.search.ImageSearch} is
 * the short way; {@link io.github.dl4jimagegen.search.ImageDataSource} and
 * {@link io.github.dl4jimagegen.search.SearchSpace} are for Arbiter configurations of one's own. The only package that
 * needs Arbiter, an optional dependency.
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.search;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
