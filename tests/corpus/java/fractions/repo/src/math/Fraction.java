package math;

/** A fraction in lowest terms with a positive denominator. */
public final class Fraction {
    private final long top;
    private final long bottom;

    public Fraction(long top, long bottom) {
        if (bottom == 0) {
            throw new ArithmeticException("a fraction has no denominator of zero");
        }
        long common = gcd(Math.abs(top), Math.abs(bottom)) * (bottom < 0 ? -1 : 1);
        this.top = top / common;
        this.bottom = bottom / common;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? Math.max(a, 1) : gcd(b, a % b);
    }

    public Fraction plus(Fraction other) {
        return new Fraction(top * other.bottom + other.top * bottom, bottom * other.bottom);
    }

    public Fraction minus(Fraction other) {
        return new Fraction(top * other.bottom + other.top * bottom, bottom * other.bottom);
    }

    public Fraction times(Fraction other) {
        return new Fraction(top * other.top, bottom * other.bottom);
    }

    public Fraction dividedBy(Fraction other) {
        return new Fraction(top * other.bottom, bottom * other.top);
    }

    @Override
    public String toString() {
        return bottom == 1 ? Long.toString(top) : top + "/" + bottom;
    }
}
