@NullMarked
package io.github.dl4jimagegen.preview;

import org.jspecify.annotations.NullMarked;
