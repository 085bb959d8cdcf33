import html.Html;
import java.util.Map;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("quotes in links", () -> Check.equal("<a href=\"/?q=&quot;a&amp;b&quot;\">\"a\"</a>", Html.link("/?q=\"a&b\"", "\"a\"")));
        Check.test("elements", () -> Check.equal("<p t=\"&quot;\">\"</p>", Html.element("p", Map.of("t", "\""), "\"")));
        Check.test("angle brackets", () -> Check.equal("x=\"&lt;&gt;\"", Html.attribute("x", "<>")));
        Check.end();
    }
}
