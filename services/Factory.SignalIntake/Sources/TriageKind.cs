using Factory.Settings;
using Factory.SignalIntake.Triage;

namespace Factory.SignalIntake.Sources;

/// <summary>The section <c>triage</c> of a source.</summary>
internal sealed class TriageKind : SectionKind<TriageRules>
{
    private static readonly SettingsKey<decimal> Confidence = new("confidence", new NumberKind<decimal>(0m, 1m, "of 1"), "From how sure a model must be of what a delivery asks for; with less a person decides. Default: 0.7.");
    private static readonly SettingsKey<decimal> Usd = new("usd", new NumberKind<decimal>(0.0001m, 100m, "US dollars"), "What one such answer may cost at most. Default: 0.05.");
    private static readonly SettingsKey<TimeSpan> Patience = new("patience", new TimeKind(TimeSpan.FromHours(1)), "How long an answer is waited for before a person decides. Default: 00:02:00.");

    public TriageKind()
        : base(Confidence, Usd, Patience)
    {
    }

    protected override TriageRules Read(SettingsMap map) => new(
        map.Has(Confidence) ? (double)map.Need(Confidence) : TriageRules.Default.Confidence, map.Get(Usd, TriageRules.Default.Usd), map.Get(Patience, TriageRules.Default.Patience));
}
