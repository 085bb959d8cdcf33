package delivery;

import java.util.ArrayList;
import java.util.List;

/** Which day an order is delivered; times are minutes of the day. */
public final class Slots {
    private final int cutOff;
    private final int perDay;
    private final List<Integer> booked = new ArrayList<>();

    public Slots(int cutOff, int perDay) {
        this.cutOff = cutOff;
        this.perDay = perDay;
    }

    /** 0 is the same day. */
    public int firstDay(int minute) {
        return minute < cutOff ? 0 : 1;
    }

    public int book(int minute) {
        int day = firstDay(minute);
        while (count(day) >= perDay) {
            day++;
        }
        booked.add(day);
        return day;
    }

    public int count(int day) {
        int count = 0;
        for (int other : booked) {
            if (other == day) {
                count++;
            }
        }
        return count;
    }
}
