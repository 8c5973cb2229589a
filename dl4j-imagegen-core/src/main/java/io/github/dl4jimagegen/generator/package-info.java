/** Sequential collections of examples, asked afresh at each epoch. */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.generator;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
