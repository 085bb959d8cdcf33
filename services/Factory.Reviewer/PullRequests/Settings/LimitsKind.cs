using Factory.Contracts.Features;
using Factory.Contracts.Reviews;
using Factory.Settings;

namespace Factory.Reviewer.PullRequests.Settings;

/// <summary>The section <c>limits</c>.</summary>
internal sealed class LimitsKind : SectionKind<ReviewLimits>
{
    public static readonly WordKind<Severity> Severities = new(("note", Severity.Note), ("warning", Severity.Warning), ("blocking", Severity.Blocking));

    private static readonly SettingsKey<int> Comments = new("comments", new NumberKind<int>(1, 100, "comments"), "New comments of one review at most; what is more stands in the summary alone. Default: 20.");
    private static readonly SettingsKey<Severity> Least = new("severity", Severities, "What is less grave is not said: note, warning or blocking. Default: note.");
    private static readonly SettingsKey<int> Rounds = new("roundsPerDay", new NumberKind<int>(1, 1_000, "rounds"), "Reviews of one pull request that pushes may cause within 24 hours; a person may ask for more. Default: 20.");

    public LimitsKind()
        : base(Comments, Least, Rounds)
    {
    }

    protected override ReviewLimits Read(SettingsMap map)
    {
        var otherwise = ReviewSettings.Default.Limits;
        return otherwise with { Comments = map.Get(Comments, otherwise.Comments), Least = map.Get(Least, otherwise.Least), RoundsPerDay = map.Get(Rounds, otherwise.RoundsPerDay) };
    }
}
