using System.Globalization;
using Factory.Router.Casting;

namespace Factory.Router.Choosing;

/// <param name="Score">0 to 1; higher is better.</param>
/// <param name="Why">What the score is made of.</param>
internal sealed record Weighed(CastModel Model, double Score, string Why);

/// <summary>Orders models by a policy. Each figure is scaled to 0 to 1 among them; of equals the role's order decides.</summary>
internal static class Weighing
{
    /// <summary>Input tokens to an output token: agents read far more than they write.</summary>
    private const int InputShare = 10;

    public static IReadOnlyList<Weighed> Order(ChoosingPolicy policy, IReadOnlyList<CastModel> models)
    {
        if (policy.ByOrder)
            return [.. models.Select((model, place) => new Weighed(model, Math.Round(1d / (place + 1), 3), place == 0 ? "first choice" : Text($"fallback {place}")))];
        var (least, most) = (models.Select(Usd).DefaultIfEmpty().Min(), models.Select(Usd).DefaultIfEmpty().Max());
        var fastest = models.Max(model => model.Speed) ?? 0;
        return [.. models.Select(Weigh).OrderByDescending(weighed => weighed.Score)];

        Weighed Weigh(CastModel model)
        {
            var cost = most == least ? 1 : (double)((most - Usd(model)) / (most - least));
            var (performance, speed) = (model.Performance ?? 0, fastest > 0 ? (model.Speed ?? 0) / fastest : 0);
            var score = policy.Cost * cost + policy.Performance * performance + policy.Speed * speed;
            return new Weighed(model, Math.Round(score, 3), Text($"cost {cost:0.##} × {policy.Cost:0.##}, performance {performance:0.##} × {policy.Performance:0.##}, speed {speed:0.##} × {policy.Speed:0.##}"));
        }
    }

    private static decimal Usd(CastModel model) => (InputShare * model.Price.InputUsd + model.Price.OutputUsd) / (InputShare + 1);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
