@NullMarked
package io.github.dl4jimagegen.augment.reference;

import org.jspecify.annotations.NullMarked;
