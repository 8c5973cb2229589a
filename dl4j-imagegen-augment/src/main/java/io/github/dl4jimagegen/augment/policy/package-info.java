/**
 * Policies: augmentations that choose among a fixed set of changes, found by search or by not searching at all. Strengths
 * and tables are those of torchvision.
 *
 * @serial exclude
 */
@NullMarked
@CheckReturnValue
package io.github.dl4jimagegen.augment.policy;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
