package io.github.dl4jimagegen.engine;

import org.bytedeco.javacpp.Pointer;

/** A pointer to memory that somebody else owns. */
final class NativeAddress extends Pointer {

    NativeAddress(long address) {
        this.address = address;
    }
}
