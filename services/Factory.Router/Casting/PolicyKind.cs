using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>A policy under <c>policies:</c>.</summary>
internal sealed class PolicyKind : SectionKind<ChoosingPolicy>
{
    public const string NamePattern = "[a-z][a-z0-9-]{0,39}";

    private static readonly SettingsKey<By> ByKey = new(
        "by",
        new WordKind<By>(("order", By.Order), ("cost", By.Cost), ("performance", By.Performance), ("speed", By.Speed), ("mix", By.Mix)),
        "What decides: the role's own order, the lowest price, the highest performance or speed, or a mix by weights.",
        needed: true);

    private static readonly SettingsKey<ChoosingPolicy> Weights = new("weights", new WeightsKind(), "For a mix: how much each counts.");
    private static readonly SettingsKey<double> Explore = new("explore", new NumberKind<double>(0, 0.5, "a share of the runs"), "The share of runs in which another of the role's models is tried first, so that its figures become known. Default: 0.");

    public PolicyKind()
        : base(ByKey, Weights, Explore)
    {
    }

    private enum By
    {
        Order = 1,
        Cost = 2,
        Performance = 3,
        Speed = 4,
        Mix = 5,
    }

    protected override ChoosingPolicy Read(SettingsMap map)
    {
        var by = map.Need(ByKey);
        if ((by == By.Mix) != map.Has(Weights))
            throw map.WrongAt(Weights, by == By.Mix ? "a mix needs weights: cost, performance and speed." : "weights are for `by: mix` only.");
        var policy = by switch
        {
            By.Order => ChoosingPolicy.Order,
            By.Cost => new ChoosingPolicy(false, 1, 0, 0, 0),
            By.Performance => new ChoosingPolicy(false, 0, 1, 0, 0),
            By.Speed => new ChoosingPolicy(false, 0, 0, 1, 0),
            _ => map.Need(Weights),
        };
        return policy with { Explore = map.Get(Explore, 0) };
    }

    private sealed class WeightsKind : SectionKind<ChoosingPolicy>
    {
        private static readonly SettingsKey<double> Cost = new("cost", new NumberKind<double>(0, 1_000, "a weight"), "How much a low price counts. Default: 0.");
        private static readonly SettingsKey<double> Performance = new("performance", new NumberKind<double>(0, 1_000, "a weight"), "How much performance counts. Default: 0.");
        private static readonly SettingsKey<double> Speed = new("speed", new NumberKind<double>(0, 1_000, "a weight"), "How much speed counts. Default: 0.");

        public WeightsKind()
            : base(Cost, Performance, Speed)
        {
        }

        protected override ChoosingPolicy Read(SettingsMap map)
        {
            var (cost, performance, speed) = (map.Get(Cost, 0), map.Get(Performance, 0), map.Get(Speed, 0));
            var sum = cost + performance + speed;
            return sum > 0 ? new ChoosingPolicy(false, cost / sum, performance / sum, speed / sum, 0) : throw map.Wrong("at least one weight must be more than 0.");
        }
    }
}
