@NullMarked
package io.github.dl4jimagegen.examples;

import org.jspecify.annotations.NullMarked;
