using System.Text;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.History;

namespace Factory.Droids.Roles;

/// <summary>
/// The task that a droid is given, as Markdown. What people wrote is fenced and said to be data: it never becomes part of the rules.
/// </summary>
public sealed class TaskText(BlobStore blobs)
{
    private const int LongestPart = 60_000;

    private readonly StringBuilder _text = new();

    /// <summary>A heading with words of our own.</summary>
    public TaskText Add(string heading, string words)
    {
        _text.Append("## ").Append(heading).Append("\n\n").Append(words.Trim()).Append("\n\n");
        return this;
    }

    /// <summary>The task's title: one line, whoever wrote it.</summary>
    public TaskText AddTask(string title) => Add("Task", Line(title));

    /// <summary>A heading with text of others, fenced.</summary>
    public async Task<TaskText> AddQuoted(string heading, string team, BlobRef? blob, CancellationToken ct)
    {
        if (blob is null)
            return this;
        var quoted = Visible(Encoding.UTF8.GetString(await blobs.Get(team, blob.Id, ct)));
        var fence = Fence(quoted);
        return Add(heading, $"{fence}text\n{(quoted.Length <= LongestPart ? quoted : quoted[..LongestPart] + "\n[cut]")}\n{fence}");
    }

    /// <summary>What people of the team said to the mission's droids, in its order.</summary>
    public async Task<TaskText> AddSaid(string team, IReadOnlyList<Said>? said, CancellationToken ct)
    {
        foreach (var one in said ?? [])
            await AddQuoted($"Said by {Line(one.By)}", team, one.Text, ct);
        return this;
    }

    /// <summary>The assertions, one a line.</summary>
    public TaskText AddContract(IReadOnlyList<Assertion> contract) => contract.Count == 0
        ? this
        : Add("Contract", string.Join('\n', contract.Select(assertion => $"- {Line(assertion.Id)}: {Line(assertion.Statement)}{Proof(assertion)}")));

    /// <summary>Lines that others wrote, each made one line.</summary>
    public TaskText AddList(string heading, IEnumerable<string> lines) => Add(heading, string.Join('\n', lines.Select(Line)));

    public override string ToString() => _text.ToString();

    /// <summary>A fence that the text itself does not hold, so that it cannot end its own quotation.</summary>
    private static string Fence(string text)
    {
        var (longest, run) = (2, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new string('`', longest + 1);
    }

    private static string Proof(Assertion assertion) => assertion switch
    {
        { Command: { } command } => $" (command: {Line(command)})",
        { Tests.Count: > 0 } => $" (tests: {Line(string.Join(", ", assertion.Tests))})",
        _ => "",
    };

    private static string Line(string text) => OneLine.Of(text, LongestPart);

    /// <summary>Without what a reader could not see: control, format (zero-width, bidirectional) and tag characters; HTML comments stay, visible.</summary>
    private static string Visible(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or '\t' || category is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned))
                seen.Append(rune);
        }

        return seen.ToString();
    }
}
