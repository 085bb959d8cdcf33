import survey.Survey;

public class HiddenTests {
    public static void main(String[] args) {
        Survey survey = new Survey().vote("a", 1).vote("b", 2).vote("c", 5);
        Check.test("parts", () -> Check.equal("a 12.5%\nb 25.0%\nc 62.5%\n", survey.report()));
        Check.test("majority", () -> {
            Check.equal(true, survey.hasMajority("c"));
            Check.equal(false, survey.hasMajority("b"));
            Check.equal(false, new Survey().vote("x", 1).vote("y", 1).hasMajority("x"));
        });
        Check.test("who got no vote", () -> Check.equal(0.0, survey.share("z")));
        Check.end();
    }
}
