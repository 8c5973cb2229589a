@NullMarked
package io.github.dl4jimagegen.datavec;

import org.jspecify.annotations.NullMarked;
