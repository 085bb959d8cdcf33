namespace Factory.Mechanic.Editing;

/// <summary>How often methods that work with one field work with another, too: one that does not may have forgotten it.</summary>
internal static class FieldsTogether
{
    private const double Least = 0.08;
    private const double Most = 0.22;

    /// <summary>How likely it is that a method should have reset a field.</summary>
    /// <param name="field">The field that it does not touch.</param>
    /// <param name="own">Fields that it touches.</param>
    /// <param name="others">Fields that each other method of the type touches. What only one of them has says nothing.</param>
    public static double Prior(string field, IReadOnlySet<string> own, IReadOnlyList<IReadOnlySet<string>> others) =>
        Least + (Most * own.Select(mine => others.Where(o => o.Contains(mine)).ToList()).Where(having => having.Count > 1).Select(having => (double)having.Count(h => h.Contains(field)) / having.Count).DefaultIfEmpty(0).Max());
}
