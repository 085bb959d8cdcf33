package versions;

/** Versions such as 1.2.3; missing parts are zero. */
public final class Version implements Comparable<Version> {
    private final String[] parts;

    public Version(String text) {
        parts = text.split("\\.");
    }

    private int part(int at) {
        return at < parts.length ? Integer.parseInt(parts[at]) : 0;
    }

    @Override
    public int compareTo(Version other) {
        int most = Math.min(parts.length, other.parts.length);
        for (int at = 0; at < most; at++) {
            int order = String.valueOf(part(at)).compareTo(String.valueOf(other.part(at)));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    public boolean isNewerThan(Version other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return String.join(".", parts);
    }
}
