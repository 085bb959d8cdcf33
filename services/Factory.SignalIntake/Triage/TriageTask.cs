using System.Text;
using Factory.Droids.Quoting;
using Factory.Droids.Roles;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Receiving;

namespace Factory.SignalIntake.Triage;

/// <summary>What a model is shown of a delivery: quoted and labelled as data, as droids are shown it.</summary>
internal static class TriageTask
{
    private const int LongestText = 8_000;

    public static readonly PromptFile Prompt = PromptFile.Load(typeof(TriageTask).Assembly, "triage", new Dictionary<string, string>(StringComparer.Ordinal));

    /// <param name="repositories">Their names where it is asked which; empty where that is known.</param>
    /// <exception cref="SignalRefused">It cannot be a report either.</exception>
    public static byte[] Of(Wish wish, IReadOnlyCollection<string> repositories)
    {
        var task = new StringBuilder("# What does this message ask for?\n\n").Append(Quotation.Of(ReportText.Clean(wish.Text), OriginLabel.Of(wish.Origin), LongestText)).Append('\n');
        if (repositories.Count > 0)
            task.Append("\n## Repositories\n\nWhich of these is it about?\n\n").AppendJoin('\n', repositories.Order(StringComparer.Ordinal).Select(name => $"- {name}")).Append('\n');
        return Encoding.UTF8.GetBytes(task.ToString());
    }
}
