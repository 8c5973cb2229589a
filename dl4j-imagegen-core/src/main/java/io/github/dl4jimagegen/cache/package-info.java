/**
 * Pictures that need not be decoded again: in memory, or in a file that is mapped into it. For users:
 * {@link DecodedCache}. The others are public because the engine beside this package uses them; they are no API, and may
 * change at any time.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.cache;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
