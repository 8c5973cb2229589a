/**
 * The command line {@code imagegen} and the example programs.
 *
 * @serial exclude
 */
@NullMarked
package io.github.dl4jimagegen.examples;

import org.jspecify.annotations.NullMarked;
