package io.github.dl4jimagegen.source;

import java.io.Serializable;
import java.util.Arrays;

/** The relative names of many files, with '/' between folders; a folder's name is held once for a run of its files. */
final class FileNames implements Serializable {

    private static final long serialVersionUID = 1L;

    private final NameList folders;
    private final int[] firstFiles;
    private final NameList files;

    private FileNames(NameList folders, int[] firstFiles, NameList files) {
        this.folders = folders;
        this.firstFiles = firstFiles;
        this.files = files;
    }

    int size() {
        return files.size();
    }

    String get(int index) {
        return join(folder(index), files.get(index));
    }

    private String folder(int index) {
        int found = Arrays.binarySearch(firstFiles, index);
        return folders.get(found >= 0 ? found : -found - 2);
    }

    static String join(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /** Returns the names at some indices, in this order. */
    FileNames select(int[] indices) {
        Builder builder = new Builder();
        for (int index : indices) {
            builder.add(folder(index), files.get(index));
        }
        return builder.build();
    }

    /** Collects names. */
    static final class Builder {

        private final NameList.Builder folders = new NameList.Builder();
        private final NameList.Builder files = new NameList.Builder();
        private int[] firstFiles = new int[16];
        private String folder = "";

        int size() {
            return files.size();
        }

        void add(String folder, String file) {
            if (files.size() == 0 || !folder.equals(this.folder)) {
                if (folders.size() == firstFiles.length) {
                    firstFiles = Arrays.copyOf(firstFiles, firstFiles.length * 2);
                }
                firstFiles[folders.size()] = files.size();
                folders.add(folder);
                this.folder = folder;
            }
            files.add(file);
        }

        FileNames build() {
            return new FileNames(folders.build(), Arrays.copyOf(firstFiles, folders.size()), files.build());
        }
    }
}
