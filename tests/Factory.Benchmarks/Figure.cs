namespace Factory.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The product's figure, in <paramref name="Unit"/>.</param>
/// <param name="Unit">For example <c>appends/s</c>.</param>
/// <param name="Ratio">Median ratio to the baseline of the same run; null where there is none.</param>
/// <param name="Reach">What it should reach, in words.</param>
/// <param name="Reached">Whether it does.</param>
public sealed record Figure(string Name, double Value, string Unit, double? Ratio, string Reach, bool Reached);
