package io.github.dl4jimagegen.source;

import io.github.dl4jimagegen.engine.ImageHeader;
import io.github.dl4jimagegen.engine.Inspection;
import io.github.dl4jimagegen.engine.Scratch;
import io.github.dl4jimagegen.engine.TruncatedImageException;
import io.github.dl4jimagegen.image.ColorMode;
import io.github.dl4jimagegen.image.Decoding;
import io.github.dl4jimagegen.image.EncodedImage;
import io.github.dl4jimagegen.image.Image;
import io.github.dl4jimagegen.image.ImageContent;
import io.github.dl4jimagegen.prefetch.Job;
import io.github.dl4jimagegen.prefetch.Jobs;
import io.github.dl4jimagegen.prefetch.OrderedPrefetcher;
import io.github.dl4jimagegen.report.StageTimes;
import io.github.dl4jimagegen.source.NearDuplicates.Look;
import io.github.dl4jimagegen.source.VerificationReport.Kind;
import io.github.dl4jimagegen.source.VerificationReport.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at all images of a source, several at a time. */
final class Verification {

    private static final Logger log = LoggerFactory.getLogger(Verification.class);
    private static final long LOG_EVERY = TimeUnit.SECONDS.toNanos(5);
    private static final int BLOCK = 32;
    private static final int AHEAD = 4;

    private final ImageSource source;
    private final long pixelLimit;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();
    private final Map<ByteBuffer, List<String>> byContent = new LinkedHashMap<>();

    /** What was found out about one image. */
    private record Finding(
            @Nullable Problem problem,
            @Nullable ByteBuffer digest,
            @Nullable Image thumbnail) {}

    private Verification(ImageSource source, long pixelLimit) {
        this.source = source;
        this.pixelLimit = pixelLimit;
    }

    private static String describe(Map<String, ImageSource> views) {
        return views.entrySet().stream()
                .map(view -> (views.size() == 1 ? "" : view.getKey() + " images of ") + view.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Verification of(ImageSource source) {
        Verification verification =
                new Verification(source, Decoding.to(ColorMode.GRAYSCALE).pixelLimit());
        verification.run();
        return verification;
    }

    /** Looks at all images of some views, and compares the views. */
    static VerificationReport report(Map<String, ImageSource> views) {
        int images = 0;
        List<Problem> problems = new ArrayList<>();
        Map<ByteBuffer, List<String>> byContent = new LinkedHashMap<>();
        NearDuplicates nearDuplicates = new NearDuplicates();
        for (Map.Entry<String, ImageSource> view : views.entrySet()) {
            Verification looked = of(view.getValue());
            images += looked.source.size();
            problems.addAll(looked.problems);
            looked.byContent.forEach((digest, names) ->
                    byContent.computeIfAbsent(digest, key -> new ArrayList<>(1)).addAll(names));
            nearDuplicates.add(view.getKey(), looked.looks);
        }
        List<List<String>> duplicates =
                byContent.values().stream().filter(names -> names.size() > 1).toList();
        VerificationReport report = new VerificationReport(images, problems, duplicates, nearDuplicates.found());
        log.info("Verified {}: {}", describe(views), report);
        if (nearDuplicates.notAllCompared() > 0) {
            log.info(
                    "{} images, which look like nothing before, were compared with the {} likeliest others only",
                    nearDuplicates.notAllCompared(),
                    NearDuplicates.MOST_COMPARED);
        }
        return report;
    }

    private void run() {
        int workers = Runtime.getRuntime().availableProcessors();
        long logged = System.nanoTime();
        int done = 0;
        try (OrderedPrefetcher<List<Finding>, Scratch> blocks =
                new OrderedPrefetcher<>(new Blocks(), () -> new Scratch(new StageTimes()), workers, AHEAD, AHEAD)) {
            while (blocks.hasNext()) {
                for (Finding finding : blocks.next()) {
                    add(done++, finding);
                }
                if (System.nanoTime() - logged >= LOG_EVERY) {
                    logged = System.nanoTime();
                    log.info("Looked at {} of {} images, {} with problems", done, source.size(), problems.size());
                }
            }
        }
    }

    private void add(int index, Finding finding) {
        if (finding.problem != null) {
            problems.add(finding.problem);
        }
        boolean isEmpty = finding.problem != null && finding.problem.kind() == Kind.EMPTY;
        if (finding.digest != null && !isEmpty) {
            byContent
                    .computeIfAbsent(finding.digest, digest -> new ArrayList<>(1))
                    .add(source.name(index));
        }
        if (finding.digest != null && finding.thumbnail != null) {
            looks.add(new Look(source.name(index), finding.digest, finding.thumbnail));
        }
    }

    private final class Blocks implements Jobs<List<Finding>, Scratch> {
        private int position;

        @Override
        public @Nullable Job<List<Finding>, Scratch> next() {
            int first = position;
            int size = Math.min(BLOCK, source.size() - first);
            position += size;
            return size <= 0 ? null : new Block(first, new Finding[size]);
        }
    }

    private final class Block implements Job<List<Finding>, Scratch> {
        private final int first;
        private final Finding[] findings;

        Block(int first, Finding[] findings) {
            this.first = first;
            this.findings = findings;
        }

        @Override
        public int parts() {
            return findings.length;
        }

        @Override
        public void run(int part, Scratch scratch) {
            findings[part] = find(first + part, scratch);
        }

        @Override
        public List<Finding> finish() {
            return List.of(findings);
        }
    }

    private Finding find(int index, Scratch scratch) {
        String name = source.name(index);
        ImageContent content;
        try {
            content = source.read(index, scratch::buffer);
        } catch (IOException | RuntimeException e) {
            return new Finding(unread(name, e), null, null);
        }
        ByteBuffer digest = digest(content);
        try {
            Problem misnamed = content instanceof EncodedImage encoded ? misnamed(name, encoded) : null;
            Inspection seen = Inspection.of(content, pixelLimit, scratch);
            Problem problem = misnamed != null ? misnamed : ofTarget(index, seen, scratch);
            return new Finding(problem, digest, seen.thumbnail());
        } catch (RuntimeException e) {
            return new Finding(new Problem(name, kind(content, e), String.valueOf(e.getMessage())), digest, null);
        }
    }

    private @Nullable Problem ofTarget(int index, Inspection seen, Scratch scratch) {
        try {
            seen.check(source.target(index), pixelLimit, scratch);
            return null;
        } catch (IOException | RuntimeException e) {
            return unread(source.name(index), e);
        }
    }

    private static Problem unread(String name, Exception failure) {
        return failure instanceof NoSuchFileException
                ? new Problem(name, Kind.MISSING, "there is no such file: " + failure.getMessage())
                : new Problem(name, Kind.UNREADABLE, String.valueOf(failure.getMessage()));
    }

    private static @Nullable Problem misnamed(String name, EncodedImage encoded) {
        ImageHeader header = ImageHeader.of(encoded.bytes());
        boolean hasEnding = name.lastIndexOf('.') > name.lastIndexOf('/');
        return !hasEnding || header.format().suits(name)
                ? null
                : new Problem(name, Kind.MISNAMED, "it is a " + header.format());
    }

    private Kind kind(ImageContent content, RuntimeException failure) {
        if (failure instanceof TruncatedImageException) {
            return Kind.TRUNCATED;
        }
        if (!(content instanceof EncodedImage encoded)) {
            return Kind.UNREADABLE;
        }
        if (encoded.bytes().limit() == 0) {
            return Kind.EMPTY;
        }
        try {
            ImageHeader header = ImageHeader.of(encoded.bytes());
            return (long) header.height() * header.width() > pixelLimit ? Kind.TOO_LARGE : Kind.UNREADABLE;
        } catch (IllegalArgumentException e) {
            return Kind.UNREADABLE;
        }
    }

    private static ByteBuffer digest(ImageContent content) {
        MessageDigest sha = sha256();
        if (content instanceof EncodedImage encoded) {
            sha.update(encoded.bytes().duplicate().rewind());
        } else {
            Image image = (Image) content;
            sha.update(image.shape().toString().getBytes(StandardCharsets.UTF_8));
            ByteBuffer values = ByteBuffer.allocate(Float.BYTES * image.shape().length());
            values.asFloatBuffer().put(image.toFloats());
            sha.update(values);
        }
        return ByteBuffer.wrap(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
