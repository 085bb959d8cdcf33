using System.Text.Json;
using Factory.Contracts.History;
using Factory.Contracts.Runs;

namespace Factory.Router.Choosing;

/// <summary>A decision as history keeps it, so that it can be explained now and learned from later.</summary>
internal static class Decision
{
    private const int LongestReason = 300;

    /// <param name="answered">Null when nobody answered.</param>
    /// <param name="hedges">Where a second model was asked while the first was silent.</param>
    /// <returns>Events, in their order; empty where there was nothing to choose: the mechanic, and nobody else.</returns>
    public static IReadOnlyList<object> Of(AskModel ask, CallPlan plan, string? answered, IReadOnlyList<ModelAttempt> failures, IReadOnlyList<ModelHedged> hedges) =>
        plan.Choice.IsMechanicOnly && failures.Count == 0 ? [] : [.. hedges, Chosen(ask, plan.Choice, answered, failures, plan.CastingHash)];

    private static ModelChosen Chosen(AskModel ask, Choice choice, string? answered, IReadOnlyList<ModelAttempt> failures, string castingHash) =>
        new(ask.RunId, ask.Turn, answered, choice.Probability, Reason(choice, answered), choice.Candidates, [.. failures.Select(Failed)], castingHash);

    private static string Reason(Choice choice, string? answered) =>
        choice.Order.Count == 0 ? choice.Reason
        : answered is null ? $"{choice.Order[0].Name}: {choice.Reason}; nobody answered"
        : answered == choice.Order[0].Name ? choice.Reason
        : $"fell back from {choice.Order[0].Name} ({choice.Reason})";

    private static FailedAttempt Failed(ModelAttempt attempt)
    {
        var (model, failure, seconds) = attempt;
        var reason = failure.Message.Length <= LongestReason ? failure.Message : $"{failure.Message[..LongestReason]}…";
        return new FailedAttempt(model.Name, JsonNamingPolicy.CamelCase.ConvertName(failure.Kind.ToString()), reason, Math.Round(seconds, 3));
    }
}
