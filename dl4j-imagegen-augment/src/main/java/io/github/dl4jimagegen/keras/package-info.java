/**
 * Keras's {@link io.github.dl4jimagegen.keras.ImageDataGenerator}, with Keras's names, over the core. How far it goes in
 * being like Keras is a {@link io.github.dl4jimagegen.keras.Compatibility}.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.keras;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
