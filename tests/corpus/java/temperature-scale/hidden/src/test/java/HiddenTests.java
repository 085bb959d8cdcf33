import java.util.List;
import scale.Scale;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("all below zero", () -> Check.equal(List.of(-40, -20), Scale.of(new int[] {-21, -39}, 20).labels()));
        Check.test("all above", () -> Check.equal(List.of(6, 9, 12), Scale.of(new int[] {11, 8, 10}, 3).labels()));
        Check.test("positions", () -> {
            Scale scale = Scale.of(new int[] {-5, 14}, 10);
            Check.equal(0, scale.position(-10, 300));
            Check.equal(100, scale.position(0, 300));
            Check.equal(300, scale.position(20, 300));
        });
        Check.end();
    }
}
