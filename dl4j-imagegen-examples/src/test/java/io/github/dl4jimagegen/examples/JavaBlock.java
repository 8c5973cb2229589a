package io.github.dl4jimagegen.examples;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.SimpleJavaFileObject;

/**
 * A Java block of a page of documentation as a compilation unit with the line numbers of the page.
 *
 * <p>A whole program stays as it is. Any other block becomes the body of a method, below the imports it begins with. Its
 * class extends that of the block before, so that it sees what blocks before declare at their left edge, and what the
 * page says it assumes: {@code <!-- assumes: Split photos; -->}, members of the class as Java writes them.
 */
final class JavaBlock extends SimpleJavaFileObject {

    private static final int LINES = Pattern.MULTILINE | Pattern.DOTALL;
    private static final Pattern PART =
            Pattern.compile("<!-- assumes: (?<assumed>.*?)-->|^```java\n(?<code>.*?)^```$", LINES);
    private static final Pattern PROGRAM = Pattern.compile("^public final class (\\w+)", LINES);
    private static final Pattern IMPORTS = Pattern.compile("(import [^\n]*\n|\n)*");
    private static final Pattern TYPE = Pattern.compile("(record|class|interface|enum) ");
    private static final Pattern VARIABLE =
            Pattern.compile("^(?<type>[\\w.]+(<[^=\n]*>)?(\\[])*) (?<name>\\w+) = ", LINES);

    private final String page;
    private final String source;

    private JavaBlock(String page, String name, String source) {
        super(URI.create("page:///" + name + ".java"), Kind.SOURCE);
        this.page = page;
        this.source = source;
    }

    /** Returns the blocks of a page, which may use some imports, and those of the blocks before. */
    static List<JavaBlock> of(String page, String text, String usualImports) {
        List<JavaBlock> blocks = new ArrayList<>();
        String imports = usualImports;
        String parent = "Object";
        String assumed = "";
        for (Matcher part = PART.matcher(text); part.find(); ) {
            String code = part.group("code");
            if (code == null) {
                assumed += part.group("assumed").replace('\n', ' ');
                continue;
            }
            String linesBefore = "\n"
                    .repeat((int) text.substring(0, part.start("code")).lines().count());
            Matcher program = PROGRAM.matcher(code);
            if (program.find()) {
                blocks.add(new JavaBlock(page, program.group(1), linesBefore + code));
                continue;
            }
            Matcher importing = IMPORTS.matcher(code);
            String ownImports = importing.lookingAt() ? importing.group() : "";
            String body = code.substring(ownImports.length());
            String name = page.replaceAll("\\W", "_") + "_" + blocks.size();
            String type = "abstract class " + name + " extends " + parent + " { " + assumed + members(body) + "}";
            blocks.add(new JavaBlock(page, name, inOneLine(imports) + linesBefore + ownImports + type));
            imports += ownImports;
            parent = name;
            assumed = "";
        }
        return blocks;
    }

    private static String inOneLine(String imports) {
        return imports.lines().map(line -> line.replaceAll("//.*", "")).collect(Collectors.joining());
    }

    private static String members(String body) {
        if (TYPE.matcher(body).lookingAt()) {
            return "static " + body;
        }
        String fields = VARIABLE.matcher(body)
                .results()
                .map(variable -> variable.group(1) + " " + variable.group(4) + "; ")
                .collect(Collectors.joining());
        return fields + "void block() throws Exception { " + body + "}";
    }

    /** Returns the name of the page. */
    @Override
    public String getName() {
        return page;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
    }
}
