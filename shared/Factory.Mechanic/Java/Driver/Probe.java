package factoryprobe;

import java.util.*;

/** What the repository's own code calls, once probes were put into it: tells where it came through, ends what does not end, and keeps the process alive. */
public final class Probe {
    /** Places that were come through since it was last emptied. */
    public static boolean[] hits = new boolean[0];

    /** Whether what runs has had its time. */
    public static volatile boolean late;

    /** What the code wanted to exit with; null when it did not. */
    public static volatile Integer exited;

    /** In the order they ran: the places of each step of a test that came through any, and the steps that something said has failed. */
    public static final List<BitSet> steps = new ArrayList<>();
    public static final Set<Integer> failed = new HashSet<>();

    /** Takes the calls of methods that are watched. */
    public interface Calls {
        void called(String method, Object self, Object[] arguments);
    }

    /** Null while nobody looks. */
    public static volatile Calls calls;

    private Probe() {
    }

    public static void call(String method, Object self, Object[] arguments) {
        Calls to = calls;
        if (to != null) to.called(method, self, arguments);
    }

    public static final class Late extends Error {
        Late() {
            super("ran longer than the tests ever do");
        }
    }

    public static final class Exit extends Error {
        Exit(int code) {
            super("exit code " + code, null, false, false);
        }
    }

    public static void hit(int place) {
        if (late) throw new Late();
        boolean[] all = hits;
        if (place < all.length) all[place] = true;
    }

    public static void tick() {
        if (late) throw new Late();
    }

    /** A test class begins its next step. */
    public static void step() {
        if (late) throw new Late();
        closeStep();
    }

    public static synchronized void closeStep() {
        BitSet places = new BitSet();
        boolean[] all = hits;
        for (int i = 0; i < all.length; i++) {
            if (all[i]) {
                places.set(i);
                all[i] = false;
            }
        }
        if (!places.isEmpty() && steps.size() < 5_000) steps.add(places);
    }

    /** Something says that the step before has failed. */
    public static synchronized void fail() {
        closeStep();
        if (!steps.isEmpty()) failed.add(steps.size() - 1);
    }

    public static void exit(int code) {
        if (exited == null) exited = code;
        throw new Exit(code);
    }
}
