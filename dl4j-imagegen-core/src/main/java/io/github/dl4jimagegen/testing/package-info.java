/**
 * Checks to run on one's own flows, in whatever test framework: they throw {@link java.lang.AssertionError}.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.testing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
