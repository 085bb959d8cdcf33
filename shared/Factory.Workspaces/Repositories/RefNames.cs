namespace Factory.Workspaces.Repositories;

/// <summary>Which names may be handed to git: its own rules for references, and nothing that a program or a person could read as something else.</summary>
public static class RefNames
{
    private const int Longest = 200;

    /// <summary>Why a branch may not have this name; null when it may.</summary>
    public static string? Problem(string branch)
    {
        if (branch.Length is 0 or > Longest)
            return $"a branch name has 1 to {Longest} characters";
        if (branch.Any(character => !char.IsAsciiLetterOrDigit(character) && !"._/-+@".Contains(character, StringComparison.Ordinal)))
            return "a branch name consists of ASCII letters, digits and . _ / - + @";
        if (branch.StartsWith('-') || branch.StartsWith("refs/", StringComparison.Ordinal) || branch is "HEAD" or "@")
            return "a branch name does not start with - or refs/ and is not HEAD";
        return branch.Split('/').Any(IsBadPart) || branch.Contains("..", StringComparison.Ordinal) || branch.Contains("@{", StringComparison.Ordinal)
            ? "no part of a branch name is empty, starts or ends with a dot, or ends with .lock"
            : null;
    }

    /// <summary>Whether this is a full commit id: 40 (or 64) lower-case hexadecimal digits.</summary>
    public static bool IsCommitId(string id) => id.Length is 40 or 64 && id.All(char.IsAsciiHexDigitLower);

    /// <summary>Why a person's base (branch, tag, commit) is not looked up; null when it is.</summary>
    internal static string? BaseProblem(string name)
    {
        if (name.Length is 0 or > Longest)
            return $"it has 1 to {Longest} characters";
        return name.StartsWith('-') || name.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || "\\?*[:".Contains(character, StringComparison.Ordinal))
            ? "it does not start with - and has no spaces or any of \\ ? * [ :"
            : null;
    }

    private static bool IsBadPart(string part) => part.Length == 0 || part.StartsWith('.') || part.EndsWith('.') || part.EndsWith(".lock", StringComparison.Ordinal) || part.StartsWith('-');
}
