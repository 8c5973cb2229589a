package io.github.dl4jimagegen.preview;

import java.util.Base64;
import java.util.List;

/** Pieces of a page. Every text that comes from outside goes through {@link #text}. */
final class Html {

    private Html() {}

    static String text(String raw) {
        StringBuilder escaped = new StringBuilder();
        raw.chars().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append((char) c);
            }
        });
        return escaped.toString();
    }

    /** Returns a picture with its caption, of which the first line is the heading. */
    static String figure(Tile tile, String kind) {
        List<String> lines = tile.caption();
        String caption = lines.isEmpty() ? "" : "<b>" + text(lines.get(0)) + "</b>";
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            caption += "<br>" + text(line);
        }
        byte[] png = ContactSheet.png(new TilePainter(ContactSheet.zoomOf(tile)).paint(tile));
        return """
                <figure class="%s"><img alt="%s" src="data:image/png;base64,%s"><figcaption>%s</figcaption></figure>
                """.formatted(
                kind, text(String.join(", ", lines)), Base64.getEncoder().encodeToString(png), caption);
    }

    static String legend(List<Legend.Entry> entries) {
        StringBuilder items = new StringBuilder();
        for (Legend.Entry entry : entries) {
            items.append("<li><i style=\"background:#%06x\"></i>%s</li>"
                    .formatted(entry.color().getRGB() & 0xFFFFFF, text(entry.name())));
        }
        return entries.isEmpty() ? "" : "<ul class=\"legend\">" + items + "</ul>\n";
    }

    static String page(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>%s</title>
                <style>
                body { font: 15px/1.5 system-ui, sans-serif; color: #222; background: #fff; max-width: 1180px;
                       margin: 2rem auto; padding: 0 1.5rem; }
                h1 { font-size: 1.6rem; margin-bottom: 0; overflow-wrap: anywhere; }
                h2 { font-size: 1.25rem; margin: 2.5rem 0 .3rem; border-top: 1px solid #ddd; padding-top: 1rem; }
                h3 { font-size: 1rem; margin: 1.4rem 0 0; }
                p, code.what { color: #5a5a5a; margin: .2rem 0 .6rem; }
                code.what { display: block; font-size: .8rem; overflow-wrap: anywhere; }
                .row { display: flex; flex-wrap: wrap; gap: 14px; }
                .pair { display: flex; gap: 4px; margin-right: 24px; }
                figure { margin: 0; }
                figure.before { padding-right: 14px; border-right: 1px solid #ddd; }
                img { display: block; border: 1px solid #d4d4d4; max-width: 100%%; image-rendering: pixelated; }
                figcaption { font-size: .78rem; line-height: 1.35; color: #5a5a5a; margin-top: 3px;
                             max-width: 16rem; overflow-wrap: anywhere; }
                figcaption b { color: #222; font-weight: 600; }
                ul.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 18px;
                            font-size: .85rem; }
                ul.legend i { display: inline-block; width: 11px; height: 11px; border: 1px solid #bbb;
                              margin-right: 6px; }
                pre { background: #f6f6f6; border: 1px solid #e4e4e4; padding: 1rem; overflow-x: auto;
                      font-size: .8rem; }
                </style>
                </head>
                <body>
                %s</body>
                </html>
                """.formatted(text(title), body);
    }
}
