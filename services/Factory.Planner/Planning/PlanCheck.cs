using Factory.Contracts.Features;
using Factory.Contracts.Planning;
using Factory.Droids.Roles;

namespace Factory.Planner.Planning;

/// <summary>Whether a plan can be carried out.</summary>
internal static class PlanCheck
{
    private const int MostFeatures = 50;
    private const int MostAssertions = 500;
    private const int LongestId = 40;
    /// <summary>Each may take minutes, and is run several times.</summary>
    private const int MostCommands = 15;

    private const int LongestCommand = 4_000;
    private const int MostCharacters = 1_000_000;

    /// <summary>What is wrong with the plan, for the droid; null when nothing is.</summary>
    public static string? Problem(PlannerResult plan)
    {
        if (!plan.Reproduced)
            return string.IsNullOrWhiteSpace(plan.Reason) ? "Say in 'reason' what you ran and saw." : null;
        return Sizes(plan) ?? Ids(plan) ?? Proofs(plan) ?? References(plan) ?? PlanOrder.Problem(plan.Features);
    }

    private static string? Sizes(PlannerResult plan)
    {
        if (plan.Features.Count is 0 or > MostFeatures)
            return $"A plan has 1 to {MostFeatures} features; this one has {plan.Features.Count}.";
        if (plan.Contract.Count is 0 or > MostAssertions)
            return $"A contract has 1 to {MostAssertions} assertions; this one has {plan.Contract.Count}.";
        if (plan.Contract.Count(assertion => assertion.Command is not null) > MostCommands)
            return $"A contract has at most {MostCommands} commands. Prove the rest by tests.";
        return plan.Plan.Length + plan.Features.Sum(Size) + plan.Contract.Sum(Size) > MostCharacters ? $"The plan has more than {MostCharacters} characters. Say it in fewer words." : null;
    }

    private static string? Ids(PlannerResult plan)
    {
        if (plan.Contract.Select(assertion => assertion.Id).Distinct(StringComparer.Ordinal).Count() != plan.Contract.Count)
            return "Two assertions have the same id.";
        return plan.Contract.Any(assertion => assertion.Id.Length is 0 or > LongestId || assertion.Id == Evidence.NoRegressions)
            ? $"An assertion's id is a short name such as A1: 1 to {LongestId} characters, and not {Evidence.NoRegressions}."
            : null;
    }

    private static string? Proofs(PlannerResult plan)
    {
        if (plan.Contract.FirstOrDefault(assertion => assertion is { Tests.Count: > 0, Command: not null }) is { } both)
            return $"{both.Id} has tests and a command. One of them proves it: leave out the other, or make two assertions.";
        return plan.Contract.FirstOrDefault(assertion => assertion.Command is { } command && !IsCommand(command)) is { } odd
            ? $"The command of {odd.Id} is empty, has a zero byte, or has more than {LongestCommand} characters."
            : null;
    }

    private static string? References(PlannerResult plan)
    {
        var ids = plan.Contract.Select(assertion => assertion.Id).ToList();
        var named = plan.Features.SelectMany(feature => feature.Assertions ?? []).ToHashSet(StringComparer.Ordinal);
        if (named.Except(ids, StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
            return $"Features name assertions that the contract does not have: {string.Join(", ", unknown)}.";
        // A feature that names none makes the whole contract hold.
        var nobodys = plan.Features.Any(feature => feature.Assertions is not { Count: > 0 }) ? [] : ids.Where(id => !named.Contains(id)).ToList();
        return nobodys.Count > 0 ? $"No feature makes {string.Join(", ", nobodys)} hold. Name them in the 'assertions' of a feature." : null;
    }

    private static bool IsCommand(string command) => !string.IsNullOrWhiteSpace(command) && command.Length <= LongestCommand && !command.Contains('\0', StringComparison.Ordinal);

    private static int Size(PlannedFeature feature) => feature.Title.Length + feature.WriteSet.Sum(path => path.Length) + (feature.Assertions ?? []).Sum(id => id.Length);

    private static int Size(Assertion assertion) => assertion.Statement.Length + (assertion.Command?.Length ?? 0) + assertion.Tests.Sum(test => test.Length);
}
