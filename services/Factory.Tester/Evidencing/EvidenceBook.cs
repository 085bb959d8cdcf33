using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Droids.Evidencing;
using Factory.Workspaces.Testing;

namespace Factory.Tester.Evidencing;

/// <summary>Turns what was seen into signed evidence: one piece per assertion of the contract, and one for what passed before.</summary>
internal sealed class EvidenceBook(TestCommit command, EvidenceResult seen, EvidenceSigner signer, Func<ReadOnlyMemory<byte>, BlobRef> keep)
{
    public IReadOnlyList<Evidence> OnBase() => [.. command.Contract.Select(assertion => Sign(assertion.Id, HeldOnBase(assertion), Of(assertion)?.OnBase ?? seen.OnBase!))];

    public IReadOnlyList<Evidence> OnHead() =>
    [
        .. command.Contract.Select(assertion => Sign(assertion.Id, HoldsOnHead(assertion), LogOf(assertion))),
        Sign(Evidence.NoRegressions, seen.NoRegressions, seen.OnHead!),
    ];

    /// <summary>A test that only head has held before when it passes over base's product files.</summary>
    private bool HeldOnBase(Assertion assertion) =>
        assertion.Command is not null ? Of(assertion) is { HeldOnBase: true }
        : assertion.Tests.Count == 0 ? seen.OnBase!.Report.AllPassed
        : assertion.Tests.All(name => seen.Tests.Any(test => test.Name == name && test.OnBase == TestOutcome.Passed));

    private bool HoldsOnHead(Assertion assertion) =>
        assertion.Command is not null ? Of(assertion) is { HoldsOnHead: true } : seen.OnHead!.Report.Complete && seen.Passes(assertion.Tests);

    /// <summary>What its command did; null for one that tests prove, and where head's run is not believed.</summary>
    private CommandComparison? Of(Assertion assertion) => assertion.Command is null ? null : seen.Commands.FirstOrDefault(command => command.Id == assertion.Id);

    private EvidenceLog LogOf(Assertion assertion) =>
        Of(assertion) is { } ran ? ran.OnHead
        : seen.Added is { } added && assertion.Tests.Any(name => seen.Tests.Any(test => test.Name == name && test.Added)) ? added : seen.OnHead!;

    private Evidence Sign(string assertion, bool passed, EvidenceLog log)
    {
        var report = log.Report;
        return signer.Sign(new Evidence(
            assertion, passed, log.Commit, log.LogHash, Math.Round(report.Seconds, 3), new TestCounts(report.Passed, report.Failed, report.Skipped), keep(report.Log), KeyId: "", Signature: ""));
    }
}
