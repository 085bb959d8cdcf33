using System.Text;
using System.Text.RegularExpressions;
using Factory.History;
using Factory.Workspaces.Repositories;

namespace Factory.Droids.Knowledge;

/// <summary>Finds skills. Of the front matter only name, description and role are read: what else stands there (allowed tools, hooks, commands) has no effect.</summary>
internal static partial class SkillReader
{
    private const int Most = 40;
    private const int LargestFile = 64 << 10;
    private const int LongestName = 64;
    private const int LongestDescription = 400;

    public static async Task<IReadOnlyList<Skill>> Read(CommitReader commit, IReadOnlyList<CommittedFile> files, CancellationToken ct)
    {
        var found = files.Where(IsSkill).Take(Most).ToList();
        var contents = await commit.Read(found, ct);
        return [.. found.Zip(contents, (file, content) => Of(file, Encoding.UTF8.GetString(content))).DistinctBy(skill => skill.Name, StringComparer.Ordinal)];
    }

    /// <summary>The text below the front matter.</summary>
    public static string Body(string text)
    {
        var lines = Lines(text);
        return End(lines) is > 0 and var end ? string.Join('\n', lines[(end + 1)..]).Trim() : text;
    }

    private static bool IsSkill(CommittedFile file) =>
        file.Size <= LargestFile && file.Path.Split('/') is [.., "skills", _, "SKILL.md"];

    private static Skill Of(CommittedFile file, string text)
    {
        var lines = Lines(text);
        var front = End(lines) is > 0 and var end ? lines[1..end] : [];
        var name = Value(front, "name") is { Length: > 0 } given ? given : file.Path.Split('/')[^2];
        return new Skill(OneLine.Of(name, LongestName).Replace(' ', '-'), OneLine.Of(Value(front, "description"), LongestDescription), file, Role(Value(front, "role")));
    }

    /// <summary>As the models file spells roles. What no file could cast is none: it goes into history, where no text of repositories belongs.</summary>
    private static string? Role(string named) => RoleName().IsMatch(named) ? named : null;

    /// <summary>A value on its line, or folded on the lines below it.</summary>
    private static string Value(string[] front, string key)
    {
        var at = Array.FindIndex(front, line => line.StartsWith($"{key}:", StringComparison.Ordinal));
        if (at < 0)
            return "";
        var value = front[at][(key.Length + 1)..].Trim();
        return value is "" or ">" or "|" or ">-" or "|-"
            ? string.Join(' ', front[(at + 1)..].TakeWhile(line => line.StartsWith(' ')).Select(line => line.Trim()))
            : value.Trim('"', '\'');
    }

    private static int End(string[] lines) => lines is ["---", ..] ? Array.IndexOf(lines, "---", 1) : -1;

    private static string[] Lines(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RoleName();
}
