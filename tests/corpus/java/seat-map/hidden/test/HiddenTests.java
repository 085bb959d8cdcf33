import plane.Seats;

public class HiddenTests {
    public static void main(String[] args) {
        Check.test("all seats are apart", () -> {
            for (int[] size : new int[][] {{3, 6}, {7, 2}, {5, 5}, {1, 4}}) {
                Seats seats = new Seats(size[0], size[1]);
                for (int row = 1; row <= size[0]; row++) {
                    for (int column = 0; column < size[1]; column++) {
                        Check.equal(true, seats.book(row + "" + (char) ('A' + column)));
                    }
                }
                Check.equal(0, seats.left());
            }
        });
        Check.end();
    }
}
