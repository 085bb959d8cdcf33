using System.Globalization;
using Factory.Settings;

namespace Factory.Router.Ledger;

/// <summary>The section <c>budgets</c> of the models file.</summary>
internal sealed class BudgetsKind : SectionKind<Budgets>
{
    private const int MostTeams = 1_000;
    private const int MostCaps = 10;

    private static readonly ListKind<Cap> Caps = new(new CapKind(), MostCaps, orOne: true);
    private static readonly SettingsKey<IReadOnlyList<Cap>> Organisation = new("organisation", Caps, "What all teams and missions together may use: one budget, or a list of several that all hold. Default: no limit.");
    private static readonly SettingsKey<IReadOnlyList<Named<IReadOnlyList<Cap>>>> Teams = new(
        "teams", new NamedKind<IReadOnlyList<Cap>>("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "a team", Caps, MostTeams), "The same for each team, by its name.");

    public BudgetsKind()
        : base(Organisation, Teams)
    {
    }

    protected override Budgets Read(SettingsMap map) =>
        new(map.Get(Organisation, []), map.Get(Teams, []).ToDictionary(team => team.Name, team => team.Value, StringComparer.Ordinal));

    private sealed class CapKind : SectionKind<Cap>
    {
        private const string DayFormat = "yyyy-MM-dd";

        private static readonly SettingsKey<CapPeriod> Period = new(
            "period", new WordKind<CapPeriod>(("day", CapPeriod.Day), ("month", CapPeriod.Month), ("total", CapPeriod.Total)), "What it is counted over. Days and months are UTC. Default: total.");

        private static readonly SettingsKey<decimal> Usd = new("usd", new NumberKind<decimal>(0, 1_000_000_000, "US dollars"), "US dollars at most. Default: no limit.");
        private static readonly SettingsKey<long> Tokens = new("tokens", new NumberKind<long>(0, 1_000_000_000_000_000, "tokens"), "Input and output tokens together at most. Default: no limit.");
        private static readonly SettingsKey<long> Calls = new("calls", new NumberKind<long>(0, 1_000_000_000_000, "calls"), "Calls of models at most; the mechanic's do not count. Default: no limit.");
        private static readonly SettingsKey<string> Until = new("until", new TextKind("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day such as 2026-12-31"), "The last day (UTC) on which models are called. Default: no end.");

        public CapKind()
            : base(Period, Usd, Tokens, Calls, Until)
        {
        }

        protected override Cap Read(SettingsMap map)
        {
            var cap = new Cap(
                map.Get(Period, CapPeriod.Total), map.Has(Usd) ? map.Need(Usd) : null, map.Has(Tokens) ? map.Need(Tokens) : null, map.Has(Calls) ? map.Need(Calls) : null,
                map.Has(Until) ? EndOf(map.Need(Until), map) : null);
            return cap is { Usd: null, Tokens: null, Calls: null, Until: null } ? throw map.Wrong("this budget limits nothing: write usd, tokens, calls or until.") : cap;
        }

        private static DateTimeOffset EndOf(string day, SettingsMap map) =>
            DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)
                ? new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)
                : throw map.WrongAt(Until, "there is no such day.");
    }
}
