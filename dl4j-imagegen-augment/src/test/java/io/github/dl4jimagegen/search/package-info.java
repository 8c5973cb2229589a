@NullMarked
package io.github.dl4jimagegen.search;

import org.jspecify.annotations.NullMarked;
