@NullMarked
package io.github.dl4jimagegen.augment.geometric;

import org.jspecify.annotations.NullMarked;
