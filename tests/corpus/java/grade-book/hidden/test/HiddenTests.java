import java.util.Map;
import school.Grades;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("edges", () -> {
            String all = "";
            for (int value : new int[] {64, 65, 79, 80, 89, 90, 100}) {
                all += Grades.grade(value);
            }
            Check.equal("FCCBBAA", all);
        });
        Check.test("distribution", () -> {
            Grades grades = new Grades();
            grades.enter("a", 90);
            grades.enter("b", 99);
            grades.enter("c", 80);
            Check.equal(Map.of("A", 2, "B", 1), grades.distribution());
        });
        Check.end();
    }
}
