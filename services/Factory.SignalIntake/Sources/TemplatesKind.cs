using Factory.Contracts.Missions;
using Factory.Settings;

namespace Factory.SignalIntake.Sources;

/// <summary>The section <c>templates</c> of a source: limits by kind of mission.</summary>
internal sealed class TemplatesKind : SectionKind<IReadOnlyDictionary<MissionKind, TemplateLimits>>
{
    private static readonly LimitsKind Limits = new();
    private static readonly (MissionKind Kind, SettingsKey<TemplateLimits> Key)[] Keys =
    [
        (MissionKind.Change, new("change", Limits, "Of missions that change something.")),
        (MissionKind.Question, new("question", Limits, "Of questions.")),
        (MissionKind.Review, new("review", Limits, "Of reviews of pull requests.")),
        (MissionKind.Docs, new("docs", Limits, "Of missions that bring the documentation up to date.")),
    ];

    public TemplatesKind()
        : base([.. Keys.Select(entry => entry.Key)])
    {
    }

    protected override IReadOnlyDictionary<MissionKind, TemplateLimits> Read(SettingsMap map) =>
        Keys.Where(entry => map.Has(entry.Key)).ToDictionary(entry => entry.Kind, entry => map.Need(entry.Key));

    private sealed class LimitsKind : SectionKind<TemplateLimits>
    {
        private static readonly SettingsKey<TimeSpan> Time = new("timeout", new TimeKind(MissionLimits.LongestMission), "Time of a mission. Default: the source's.");
        private static readonly SettingsKey<int> Turns = new("turns", new NumberKind<int>(1, MissionLimits.MostTurns, "turns"), "Model answers of one run at most. Default: the source's.");
        private static readonly SettingsKey<decimal> Usd = new("usd", new NumberKind<decimal>(0.01m, MissionLimits.MostUsd, "US dollars"), "US dollars of a mission at most. Default: the source's.");

        public LimitsKind()
            : base(Time, Turns, Usd)
        {
        }

        protected override TemplateLimits Read(SettingsMap map) =>
            new(map.Has(Time) ? map.Need(Time) : null, map.Has(Turns) ? map.Need(Turns) : null, map.Has(Usd) ? map.Need(Usd) : null);
    }
}

/// <summary>What is not named is the source's.</summary>
internal sealed record TemplateLimits(TimeSpan? Time, int? Turns, decimal? Usd)
{
    public MissionLimits Over(MissionLimits limits) => new(Time ?? limits.Time, Turns ?? limits.Turns, Usd ?? limits.Usd);
}
