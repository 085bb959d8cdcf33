package library;

import java.util.HashMap;
import java.util.Map;

/** Who has which book. */
public final class Library {
    private final Map<String, String> loans = new HashMap<>();
    private final Map<String, Integer> fees = new HashMap<>();
    private final int most;

    public Library(int most) {
        this.most = most;
    }

    public boolean mayBorrow(String member) {
        return count(member) < most;
    }

    public boolean lend(String book, String member) {
        if (loans.containsKey(book) || !mayBorrow(member)) {
            return false;
        }
        loans.put(book, member);
        return true;
    }

    public void giveBack(String book, int daysLate) {
        String member = loans.remove(book);
        if (member != null && daysLate > 0) {
            fees.merge(member, daysLate * 20, Integer::sum);
        }
    }

    public void pay(String member, int cents) {
        fees.merge(member, -cents, Integer::sum);
    }

    public int owed(String member) {
        return fees.getOrDefault(member, 0);
    }

    public long count(String member) {
        return loans.values().stream().filter(member::equals).count();
    }
}
