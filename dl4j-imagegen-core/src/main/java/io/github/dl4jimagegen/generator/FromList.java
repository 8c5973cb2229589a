package io.github.dl4jimagegen.generator;

import java.util.List;

/** The elements of a list that is indexed at no cost. */
record FromList<E>(List<? extends E> list) implements Examples<E> {

    @Override
    public Pass<E> open(long epoch) {
        return new Indexed<E>(list.size(), index -> list.get((int) index)).open(epoch);
    }

    @Override
    public long cardinality() {
        return list.size();
    }

    @Override
    public boolean randomAccess() {
        return true;
    }
}
