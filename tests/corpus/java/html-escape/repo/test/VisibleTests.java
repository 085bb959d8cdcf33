import html.Html;
import java.util.Map;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("text", () -> Check.equal("a &lt; b &amp; c", Html.text("a < b & c")));
        Check.test("attribute", () -> Check.equal("title=\"say &quot;hi&quot;\"", Html.attribute("title", "say \"hi\"")));
        Check.test("link", () -> Check.equal("<a href=\"/x\">x</a>", Html.link("/x", "x")));
        Check.test("element", () -> Check.equal("<b id=\"1\">&gt;</b>", Html.element("b", Map.of("id", "1"), ">")));
        Check.end();
    }
}
