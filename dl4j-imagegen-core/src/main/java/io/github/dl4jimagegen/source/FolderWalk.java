package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.source.Listing.Hidden;
import io.github.dl4jimagegen.source.Listing.Links;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One listing of a folder: its class folders, its images, and what was left out. For one thread. */
final class FolderWalk {

    private static final char UNKNOWN_CHARACTER = '\uFFFD';

    private final Path root;
    private final Listing listing;
    private final Map<String, Integer> ignored = new TreeMap<>();
    private final Deque<Path> realAncestors = new ArrayDeque<>();

    /** A folder that was found: its path, and its name relative to the root. */
    private record Folder(Path path, String name, boolean isLink) {}

    /** A folder and the names of the images directly in it. */
    private record Found(String folder, List<String> files) {}

    FolderWalk(Path root, Listing listing) {
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException(
                    (Files.exists(root) ? "not a folder: " : "no such folder: ") + root.toAbsolutePath());
        }
        this.root = root;
        this.listing = listing;
        try {
            realAncestors.push(root.toRealPath());
        } catch (IOException e) {
            throw cannotList(root, e);
        }
    }

    /** Returns the sorted names of the folders directly below the root that are classes. */
    List<String> classFolders() {
        List<String> names = new ArrayList<>();
        forEachEntry(root, (entry, name) -> {
            boolean hidden = Listing.isHidden(name) && listing.hidden() != Hidden.LISTED;
            boolean refusedLink = listing.links() == Links.NONE && Files.isSymbolicLink(entry);
            if (!hidden && !refusedLink && Files.isDirectory(entry)) {
                names.add(name);
            }
        });
        names.sort(listing.order());
        return names;
    }

    /** Adds the images of a class folder, in order. */
    void listClass(String name, FileNames.Builder names) {
        Path path = root.resolve(name);
        List<Found> found = new ArrayList<>();
        enter(new Folder(path, name, Files.isSymbolicLink(path)), 1, found);
        add(found, names);
    }

    /** Adds all images below the root, in order. */
    void listAll(FileNames.Builder names) {
        List<Found> found = new ArrayList<>();
        search(new Folder(root, "", false), 1, found);
        add(found, names);
    }

    /** Returns in brackets which kinds of files were left out, or nothing. */
    String ignored() {
        return ignored.isEmpty()
                ? ""
                : ignored.entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .collect(Collectors.joining(", ", " (ignored files: ", ")"));
    }

    private void add(List<Found> found, FileNames.Builder names) {
        found.sort(Comparator.comparing(Found::folder, listing.order()));
        for (Found each : found) {
            each.files.sort(listing.order());
            each.files.forEach(file -> names.add(each.folder, file));
        }
    }

    /** A cycle goes through a link, so that real paths have to be asked for at links only. */
    private void enter(Folder folder, int level, List<Found> found) {
        Path name = folder.path.getFileName();
        Path real = realAncestors.element().resolve(name == null ? Path.of("") : name);
        if (folder.isLink) {
            try {
                real = folder.path.toRealPath();
            } catch (IOException e) {
                throw cannotList(folder.path, e);
            }
            if (realAncestors.contains(real)) {
                throw new IllegalArgumentException("a cycle of links: " + folder.path + " leads back to " + real
                        + ", which it lies in: remove the link, or follow fewer links (Listing.links)");
            }
        }
        realAncestors.push(real);
        search(folder, level, found);
        Path unused = realAncestors.pop();
    }

    private void search(Folder folder, int level, List<Found> found) {
        List<String> files = new ArrayList<>();
        List<Folder> folders = new ArrayList<>();
        forEachEntry(folder.path, (entry, name) -> {
            if (Listing.isHidden(name) && listing.hidden() == Hidden.SKIPPED) {
                return;
            }
            BasicFileAttributes entryItself = attributes(entry, LinkOption.NOFOLLOW_LINKS);
            if (entryItself == null) {
                return; // gone since it was listed
            }
            boolean isLink = entryItself.isSymbolicLink();
            BasicFileAttributes attributes = isLink ? attributes(entry) : entryItself;
            if (isLink && listing.links() == Links.NONE) {
                ignore("links");
            } else if (attributes != null && attributes.isDirectory()) {
                if (level >= listing.depth()) {
                    ignore("deeper folders");
                } else if (isLink && listing.links() != Links.ALL) {
                    ignore("links to folders");
                } else {
                    folders.add(new Folder(entry, FileNames.join(folder.name, name), isLink));
                }
            } else if (attributes != null && attributes.isOther()) { // reading a pipe might wait for ever
                ignore("pipes, sockets and devices");
            } else if (listing.isImage(name)) {
                files.add(name);
            } else {
                ignore(ending(name));
            }
        });
        found.add(new Found(folder.name, files));
        folders.forEach(each -> enter(each, level + 1, found));
    }

    private void ignore(String kind) {
        ignored.merge(kind, 1, Integer::sum);
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "no extension" : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    /** Returns what a file is, or null if it is not there; a link that is followed may lead to itself, too. */
    private static @Nullable BasicFileAttributes attributes(Path file, LinkOption... options) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, options);
        } catch (NoSuchFileException e) {
            return null;
        } catch (FileSystemException e) {
            if (options.length == 0) {
                return null;
            }
            throw e;
        }
    }

    private interface Visitor {
        void visit(Path entry, String name) throws IOException;
    }

    private static void forEachEntry(Path folder, Visitor visitor) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                visitor.visit(entry, name(entry));
            }
        } catch (DirectoryIteratorException e) {
            throw cannotList(folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw cannotList(folder, e);
        }
    }

    private static String name(Path entry) {
        String name = String.valueOf(entry.getFileName());
        if (name.indexOf(UNKNOWN_CHARACTER) >= 0) {
            try {
                Path unused = Path.of(name);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(
                        "the name of the file " + entry + " cannot be read in the encoding of this process ("
                                + Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"))
                                + "): start Java with LC_ALL=C.UTF-8",
                        e);
            }
        }
        return name;
    }

    private static UncheckedIOException cannotList(Path folder, IOException e) {
        return new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
    }
}
