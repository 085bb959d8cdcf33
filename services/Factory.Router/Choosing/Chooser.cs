using System.Globalization;
using Factory.Contracts.Runs;
using Factory.Router.Casting;

namespace Factory.Router.Choosing;

/// <summary>Decides who is asked for a turn, from settings and facts alone: nothing that a run, a repository or a caller says adds a model that no role of the settings names.</summary>
internal sealed class Chooser(EndpointHealth health)
{
    private const int LongestWhy = 200;

    /// <param name="last">Who answered the run's last turn; null for nobody.</param>
    /// <param name="skill">The role of the skill that the run works by; null for none. Its cast plays where it has one; what may not be shown to the run's own role may not be shown to it either.</param>
    public Choice Choose(MissionCasting casting, MissionSubject subject, AskModel ask, LastChoice? last, SkillRole? skill = null)
    {
        var cast = casting.Cast;
        var plays = new PlayedRole(ask.Role, skill, skill is not null && IsCast(cast, subject, skill.Name));
        var role = RoleOf(cast, subject, plays.Name);
        var restricting = plays.All.SelectMany(name => Restricting(cast, subject, name)).DistinctBy(rule => rule.Number).OrderBy(rule => rule.Number).ToList();
        var policy = role.Policy is { } name ? cast.Policies[name] : ChoosingPolicy.Order;
        var excluded = new List<Candidate>();
        var allowed = Allowed(role.Models);
        var weighed = Weighing.Order(policy, allowed);
        var order = new FirstChoice([.. weighed.Select(one => one.Model)], policy.Explore, ask);
        var stronger = ask.Escalation > 0 ? Stronger() : [];
        var (first, why, probability) = order.Decide(stronger, last?.CastingHash == casting.Hash && plays.SameAsAt(last.Turn) ? last.Model : null);
        var resting = first.Where(model => health.IsResting(model)).ToList();
        why = plays.Why + why;
        var reason = resting.Count > 0 && resting.Contains(first[0]) && resting.Count < first.Count ? $"{first[0].Name} rests after failures; before that: {why}" : why;
        return new Choice([.. first.Except(resting), .. resting], Candidates(), role.Effort, probability, Cut(reason)) { HedgeAfter = role.HedgeAfter };

        List<CastModel> Allowed(IEnumerable<string> names)
        {
            var models = new List<CastModel>();
            foreach (var model in names.Select(one => cast.Models[one]))
            {
                if (WhyNot(model, restricting) is not { } problem)
                    models.Add(model);
                else if (excluded.TrueForAll(known => known.Model != model.Name))
                    excluded.Add(new Candidate(model.Name, null, Cut(problem)));
            }

            return models;
        }

        // Named ones, or else those of the role that are said to work better than its first.
        List<CastModel> Stronger() => role.Escalate.Count > 0
            ? Allowed(role.Escalate)
            : [.. allowed.Where(model => model.Performance > (order.Best?.Performance ?? 0)).OrderBy(model => model.Performance)];

        List<Candidate> Candidates() =>
        [
            .. weighed.Select(one => new Candidate(one.Model.Name, one.Score, Cut(one.Why + Resting(one.Model)))),
            .. stronger.Where(model => weighed.All(one => one.Model != model)).Select(model => new Candidate(model.Name, 0, $"for runs that struggle{Resting(model)}")),
            .. excluded,
        ];
    }

    /// <summary>Who plays a role for people's own tools. Of the code that they send nothing is known, so every rule that protects some code holds, whichever role is named.</summary>
    public IReadOnlyList<CastModel> ForPeople(Cast cast, string role)
    {
        var named = cast.Role(role);
        var policy = named.Policy is { } name ? cast.Policies[name] : ChoosingPolicy.Order;
        var restricting = Restricting(cast, MissionSubject.Unknown, role: null);
        var order = Weighing.Order(policy, [.. named.Models.Select(one => cast.Models[one]).Where(model => WhyNot(model, restricting) is null)]);
        return [.. order.Select(weighed => weighed.Model).OrderBy(health.IsResting)];
    }

    /// <summary>Why people's own tools may not ask for a model by its name; null where they may.</summary>
    public string? WhyNotForPeople(Cast cast, CastModel model) => WhyNot(model, Restricting(cast, MissionSubject.Unknown, role: null));

    private static List<CastingRule> Restricting(Cast cast, MissionSubject subject, string? role) =>
        [.. cast.Rules.Where(rule => RuleMatching.Restricts(rule, cast, subject, role))];

    /// <summary>Whether somebody is cast for the role by its name.</summary>
    public static bool IsCast(Cast cast, MissionSubject subject, string role) =>
        cast.Roles.ContainsKey(role) || cast.Rules.Any(rule => rule.Cast.ContainsKey(role) && RuleMatching.Casts(rule, cast, subject, role));

    /// <summary>The role as the last rule that says something of it casts it, else as everywhere.</summary>
    private static RoleCast RoleOf(Cast cast, MissionSubject subject, string role)
    {
        foreach (var rule in cast.Rules.Reverse().Where(rule => RuleMatching.Casts(rule, cast, subject, role)))
        {
            if (rule.Cast.TryGetValue(role, out var otherwise) || rule.Cast.TryGetValue(Cast.AnyRole, out otherwise))
                return otherwise;
        }

        return cast.Role(role);
    }

    /// <summary>Why a model may not be asked; null where it may.</summary>
    private static string? WhyNot(CastModel model, List<CastingRule> restricting) =>
        restricting.Select(rule => WhyNot(model, rule)).FirstOrDefault(problem => problem is not null)
        ?? (model.Price.IsKnown ? null : "its price is not known: write inputUsdPerMillion and outputUsdPerMillion (0 where it costs nothing)");

    private static string? WhyNot(CastModel model, CastingRule rule)
    {
        var only = rule.Only!;
        if (only.Models.Count > 0 && !only.Models.Contains(model.Name))
            return $"{rule} allows {string.Join(", ", only.Models)} only";
        if (only.SelfHosted && !model.SelfHosted)
            return $"{rule} allows self-hosted models only";

        // The mechanic sends nothing anywhere.
        return only.Regions.Count > 0 && model.Provider != Provider.Mechanic && (model.Region is null || !only.Regions.Contains(model.Region))
            ? $"{rule} allows models in {string.Join(", ", only.Regions)} only, and this one is in {model.Region ?? "no region that is known"}"
            : null;
    }

    private string Resting(CastModel model) =>
        health.RestLeft(model) is { } left ? string.Create(CultureInfo.InvariantCulture, $"; rests for {left.TotalSeconds:0} s after failures") : "";

    private static string Cut(string text) => text.Length <= LongestWhy ? text : $"{text[..LongestWhy]}…";
}
