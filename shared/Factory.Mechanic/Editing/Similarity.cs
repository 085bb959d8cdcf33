namespace Factory.Mechanic.Editing;

/// <summary>How much two names have in common, from 0 to 1: by pairs of letters (Dice's coefficient).</summary>
internal static class Similarity
{
    public static double Of(string left, string right)
    {
        if (left.Length < 2 || right.Length < 2) return 0;
        var pairs = Pairs(left).ToList();
        var shared = Pairs(right).Count(pairs.Remove);
        return 2.0 * shared / (left.Length + right.Length - 2);
    }

    private static IEnumerable<string> Pairs(string text) => Enumerable.Range(0, text.Length - 1).Select(i => text.Substring(i, 2).ToLowerInvariant());
}
