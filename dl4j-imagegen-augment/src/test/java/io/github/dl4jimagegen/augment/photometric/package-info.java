@NullMarked
package io.github.dl4jimagegen.augment.photometric;

import org.jspecify.annotations.NullMarked;
