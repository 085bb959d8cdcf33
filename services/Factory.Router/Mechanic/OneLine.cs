namespace Factory.Router.Mechanic;

/// <summary>Text of others inside a sentence of ours.</summary>
internal static class OneLine
{
    public static string Of(string text, int longest)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= longest ? line : $"{line[..longest].TrimEnd()} […]";
    }
}
