import java.util.List;
import plane.Seats;

public class VisibleTests {
    public static void main(String[] args) {
        Check.test("books", () -> Check.equal(true, new Seats(10, 4).book("3B")));
        Check.test("not twice", () -> {
            Seats seats = new Seats(10, 4);
            seats.book("3B");
            Check.equal(false, seats.book("3B"));
        });
        Check.test("others are free", () -> {
            Seats seats = new Seats(2, 4);
            seats.book("1C");
            Check.equal(List.of("2A", "2B", "2C", "2D"), seats.freeIn(2));
            Check.equal(List.of("1A", "1B", "1D"), seats.freeIn(1));
        });
        Check.test("no such seat", () -> Check.fails(IllegalArgumentException.class, () -> new Seats(2, 2).isFree("3A")));
        Check.end();
    }
}
