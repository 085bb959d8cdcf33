import life.Life;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("as it was", () -> Check.equal("..#/##./", new Life("..#", "##.").toString()));
        Check.test("a blinker", () -> Check.equal("...../..#../..#../..#../...../", new Life(".....", ".....", ".###.", ".....", ".....").step().toString()));
        Check.test("a block", () -> Check.equal("##/##/", new Life("##", "##").step().toString()));
        Check.end();
    }
}
