import life.Life;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("a row", () -> Check.equal(".##./", new Life("####").step().toString()));
        Check.test("a column", () -> Check.equal("./#/./", new Life("#", "#", "#").step().toString()));
        Check.test("corners", () -> Check.equal(".../.#./.../", new Life("#.#", "...", "..#").step().toString()));
        Check.end();
    }
}
