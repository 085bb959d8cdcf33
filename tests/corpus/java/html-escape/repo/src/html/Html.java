package html;

import java.util.Map;

/** Writes HTML. */
public final class Html {
    private Html() {
    }

    public static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String quoted(String text) {
        return '"' + text(text).replace("\"", "&quot;") + '"';
    }

    public static String attribute(String name, String value) {
        return name + "=\"" + text(value) + "\"";
    }

    public static String link(String address, String words) {
        return "<a " + attribute("href", address) + ">" + text(words) + "</a>";
    }

    public static String element(String name, Map<String, String> attributes, String content) {
        StringBuilder html = new StringBuilder("<").append(name);
        attributes.forEach((key, value) -> html.append(' ').append(attribute(key, value)));
        return html.append('>').append(text(content)).append("</").append(name).append('>').toString();
    }
}
