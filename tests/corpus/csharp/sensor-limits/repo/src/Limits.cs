namespace Sensors;

public sealed record Limits(double Low, double High)
{
    public string? Check(double value)
    {
        if (value < High)
        {
            return FormattableString.Invariant($"{value} is below {Low}");
        }

        if (value > High)
        {
            return FormattableString.Invariant($"{value} is above {High}");
        }

        return null;
    }

    public Limits Widen(double by) => new(Low - by, High + by);

    public IReadOnlyList<string> CheckAll(IEnumerable<double> values) => [.. values.Select(Check).OfType<string>()];
}
