using System.Globalization;
using System.Text;
using Factory.Contracts;
using Factory.Contracts.Missions;
using Factory.Workspaces.Scanning;

namespace Factory.SignalIntake.Receiving;

/// <summary>What the fields of a request may be. Whether the repository is one, only the publisher can see.</summary>
public static class SignalChecks
{
    /// <summary>The kind of a signal that asks something.</summary>
    public const string Question = "question";

    private const string Change = "change";
    private const string Docs = "docs";
    private const int LongestTitle = 120;
    private const int LongestLine = 4096;
    private const int LongestRead = 16_384;

    /// <summary>Whether the request can become a signal.</summary>
    /// <exception cref="SignalRefused">It cannot; the message says what, where, and what to do.</exception>
    public static void Check(SignalRequest request)
    {
        ReportText.Clean(request.Report);
        Repository(request);
        Test(request);
        Limits(request);
        Kind(request);
        Key(request, header: null);
        Line("title", request.Title);
    }

    internal static RepositoryRef Repository(SignalRequest request)
    {
        var path = Line("repository", request.Repository);
        if (path is null)
            throw SignalRefused.Unprocessable("The repository is missing", "Field 'repository' must be the absolute path of a local git repository, or an address such as https://github.com/acme/shop.");
        if (RepositoryAddress.IsMeant(path))
            path = RepositoryAddress.Read(path, out var problem)?.ToString() ?? throw SignalRefused.Unprocessable("The repository's address cannot be used", $"Field 'repository': {problem}");
        else if (!Path.IsPathFullyQualified(path))
            throw SignalRefused.Unprocessable("The repository's path is not absolute", $"Field 'repository' is '{path}': send the absolute path of a local git repository, or an address such as https://github.com/acme/shop.");
        var start = Line("base", request.Base);
        if (start is not null && (start.StartsWith('-') || start.Length > 255))
            throw SignalRefused.Unprocessable("The base is no branch or commit", "Field 'base' must name a branch or commit, in at most 255 characters, without a leading dash.");
        return new RepositoryRef(path, start);
    }

    internal static MissionKind Kind(SignalRequest request) => request.Kind switch
    {
        null or Change => MissionKind.Change,
        Question => MissionKind.Question,
        Docs => MissionKind.Docs,
        _ => throw SignalRefused.Unprocessable("The kind is unknown", $"Field 'kind' must be '{Change}', '{Question}' or '{Docs}'."),
    };

    internal static string? Test(SignalRequest request) => Line("test", request.Test);

    internal static string? Key(SignalRequest request, string? header)
    {
        var key = Line("idempotencyKey", request.IdempotencyKey ?? header);
        return key is null || key.Length <= 200 ? key : throw SignalRefused.Unprocessable("The idempotency key is too long", "Use at most 200 characters.");
    }

    internal static MissionLimits Limits(SignalRequest request)
    {
        var limits = LimitsText.Read(MissionLimits.Default, request.Timeout, request.Turns, request.Usd, out var problem);
        return problem is null ? limits : throw SignalRefused.Unprocessable("The limits cannot be used", $"{problem} The fields are 'timeout', 'turns' and 'usd'.");
    }

    /// <summary>The given title, else the report's first line that says something.</summary>
    internal static string Title(SignalRequest request, string report)
    {
        var line = Line("title", request.Title) ?? report.Split('\n').Select(l => l.Trim().TrimStart('#').Trim()).FirstOrDefault(l => l.Length > 0) ?? "Report";
        return TitleOf(line);
    }

    /// <summary>One line that can be seen, of at most 120 characters. It goes into history, prompts and commits as it is; the report itself stays a blob, which can be erased.</summary>
    internal static string TitleOf(string line) => LineOf(line, LongestTitle) is { Length: > 0 } seen ? seen : "Report";

    /// <summary>One line that can be seen, and that PostgreSQL takes, which takes neither zeros nor halves of characters.</summary>
    internal static string LineOf(string line, int longest)
    {
        // Titles may have megabytes; what is cut off here is far behind the end.
        if (line.Length > LongestRead)
            line = line[..LongestRead];
        var text = Redaction.Of(Visible(line.ReplaceLineEndings(" ").Replace('\t', ' ')));
        if (text.Length <= longest)
            return text;
        // Not between the halves of a character.
        var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>Without what a reader cannot see: a title goes into prompts, branches, commits and terminals.</summary>
    private static string Visible(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control)).Select(rune => rune.ToString())).Trim();

    private static string? Line(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        if (value.Length > LongestLine)
            throw SignalRefused.Unprocessable($"Field '{field}' is too long", $"It has {value.Length:n0} characters of at most {LongestLine:n0}.");
        if (value.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            throw SignalRefused.Unprocessable($"Field '{field}' has control characters", "Send one line of plain text.");
        return value;
    }
}
