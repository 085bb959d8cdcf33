namespace Numbers;

public static class Divisors
{
    public static int Gcd(int a, int b)
    {
        if (b == 1)
        {
            return Math.Abs(a);
        }

        return Gcd(b, a % b);
    }

    public static int Lcm(int a, int b)
    {
        if (a == 0 || b == 0)
        {
            return 0;
        }

        return Math.Abs(a / Gcd(a, b) * b);
    }

    public static IEnumerable<int> Of(int number)
    {
        for (var divisor = 1; divisor <= number; divisor++)
        {
            if (number % divisor == 0)
            {
                yield return divisor;
            }
        }
    }
}
