@NullMarked
package io.github.dl4jimagegen.keras;

import org.jspecify.annotations.NullMarked;
