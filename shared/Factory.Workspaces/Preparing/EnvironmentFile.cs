namespace Factory.Workspaces.Preparing;

/// <summary>Reads <c>.factory/environment.yaml</c>: the one key <c>prepare</c> with a list of shell commands, one a line. Anything else is an error that names the line.</summary>
internal static class EnvironmentFile
{
    public const string Path = ".factory/environment.yaml";
    private const int Longest = 20;

    public static IReadOnlyList<string> Parse(string text)
    {
        var commands = new List<string>();
        var inPrepare = false;
        var number = 0;
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            var line = raw.TrimEnd();
            if (line.Length == 0 || line.TrimStart().StartsWith('#') || line == "---")
                continue;
            if (line is "prepare:" or "prepare: []")
                inPrepare = line == "prepare:";
            else if (inPrepare && line.TrimStart().StartsWith("- ", StringComparison.Ordinal) && line.TrimStart().Length > 2)
                commands.Add(Unquote(line.TrimStart()[2..].Trim()));
            else
                throw new FormatException($"{Path}, line {number}: '{line}' is not understood. Write 'prepare:' and below it one '- command' a line.");
        }

        return commands.Count <= Longest ? commands : throw new FormatException($"{Path}: at most {Longest} commands.");
    }

    private static string Unquote(string value) => value switch
    {
        ['\'', .., '\''] => value[1..^1].Replace("''", "'", StringComparison.Ordinal),
        ['"', .., '"'] => value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal),
        _ => value,
    };
}
