import java.util.Map;
import school.Grades;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("A", () -> Check.equal("A", Grades.grade(95)));
        Check.test("B", () -> Check.equal("B", Grades.grade(85)));
        Check.test("C", () -> Check.equal("C", Grades.grade(65)));
        Check.test("F", () -> Check.equal("F", Grades.grade(10)));
        Check.test("the better counts", () -> {
            Grades grades = new Grades();
            grades.enter("ada", 70);
            grades.enter("ada", 20);
            Check.equal(Map.of("C", 1), grades.distribution());
        });
        Check.end();
    }
}
