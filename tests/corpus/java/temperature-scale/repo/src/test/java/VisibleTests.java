import java.util.List;
import scale.Scale;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("labels", () -> Check.equal(List.of(-10, 0, 10, 20, 30), Scale.of(new int[] {-7, 12, 29}, 10).labels()));
        Check.test("one value on a label", () -> Check.equal(List.of(5), Scale.of(new int[] {5}, 5).labels()));
        Check.test("from a label on", () -> Check.equal(50, Scale.of(new int[] {0, 10}, 5).position(5, 100)));
        Check.end();
    }
}
