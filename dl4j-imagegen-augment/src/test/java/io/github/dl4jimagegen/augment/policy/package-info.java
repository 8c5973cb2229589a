@NullMarked
package io.github.dl4jimagegen.augment.policy;

import org.jspecify.annotations.NullMarked;
