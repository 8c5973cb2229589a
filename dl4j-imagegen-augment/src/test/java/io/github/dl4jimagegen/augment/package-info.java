@NullMarked
package io.github.dl4jimagegen.augment;

import org.jspecify.annotations.NullMarked;
