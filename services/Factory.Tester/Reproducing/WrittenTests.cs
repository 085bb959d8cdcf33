using Factory.Contracts.Features;
using Factory.Contracts.Planning;
using Factory.Droids.Roles;
using Factory.Workspaces.Testing;

namespace Factory.Tester.Reproducing;

/// <summary>Whether what the tester droid hands over is what was asked for: a test or a reason for each assertion, and tests that fail now.</summary>
internal static class WrittenTests
{
    private const int MostNamed = 10;

    /// <summary>What is wrong with the assignment of tests to assertions, for the droid; null when nothing is.</summary>
    public static string? Problem(IReadOnlyList<Assertion> missing, TesterResult result)
    {
        var covered = result.Covered ?? [];
        var uncovered = result.Uncovered ?? [];
        var ids = missing.Select(assertion => assertion.Id).ToList();
        if (covered.Select(one => one.Assertion).Concat(uncovered.Select(one => one.Assertion)).Except(ids, StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
            return $"'covered' and 'uncovered' name assertions that were not asked for: {Named(unknown)}. Asked for were {Named(ids)}.";
        if (ids.Except(covered.Select(one => one.Assertion), StringComparer.Ordinal).Except(uncovered.Select(one => one.Assertion), StringComparer.Ordinal).ToList() is { Count: > 0 } open)
            return $"Say of each assertion which of your tests prove it ('covered'), or why none can be written ('uncovered'). Nothing is said of {Named(open)}.";
        if (covered.FirstOrDefault(one => one.Tests.Count == 0) is { } bare)
            return $"'covered' names no tests for {bare.Assertion}. Name them, or say in 'uncovered' why there is none.";
        return null;
    }

    /// <summary>Of what the named tests did when they ran: what makes them no proof, for the droid; null when nothing does.</summary>
    public static string? Problem(IReadOnlyList<string> names, TestReport report)
    {
        var unseen = names.Where(name => report.OutcomeOf(name) is null).ToList();
        if (unseen.Count > 0)
            return $"These tests were not seen when they ran: {Named(unseen)}. {(report.Problem is { } problem ? $"The run said: {problem}" : "Name them exactly as run_tests does; and import what is still to be built inside the test, so that its file loads.")}";
        var passed = names.Where(name => report.OutcomeOf(name) is TestOutcome.Passed or TestOutcome.Skipped).ToList();
        return passed.Count > 0 ? $"These tests do not fail now, so they prove nothing: {Named(passed)}. A test must fail until what it asks for is there." : null;
    }

    /// <summary>The tests that count: those that prove something.</summary>
    public static IReadOnlyList<string> Names(TesterResult result) => result.Covered is { Count: > 0 } covered
        ? [.. covered.SelectMany(one => one.Tests).Distinct(StringComparer.Ordinal)]
        : result.Tests;

    /// <summary>The assertions with the tests that now prove them.</summary>
    public static IReadOnlyList<Assertion> Covered(IReadOnlyList<Assertion> missing, TesterResult result) =>
    [
        .. from assertion in missing
           let tests = (result.Covered ?? []).Where(one => one.Assertion == assertion.Id).SelectMany(one => one.Tests).Distinct(StringComparer.Ordinal).ToList()
           where tests.Count > 0
           select assertion with { Tests = tests },
    ];

    /// <summary>The assertions that stay without, with why.</summary>
    public static IReadOnlyList<UncoveredAssertion> Uncovered(IReadOnlyList<Assertion> missing, TesterResult result) =>
    [
        .. from assertion in missing
           where !(result.Covered ?? []).Any(one => one.Assertion == assertion.Id)
           select new UncoveredAssertion(assertion.Id, assertion.Statement, (result.Uncovered ?? []).First(one => one.Assertion == assertion.Id).Reason),
    ];

    private static string Named(List<string> names) => string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");
}
