using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Droids.Evidencing;
using Factory.Workspaces.Testing;

namespace Factory.Tester.Evidencing;

/// <summary>Turns what was seen into signed evidence: one piece per assertion of the contract, and one for what passed before.</summary>
internal sealed class EvidenceBook(TestCommit command, EvidenceResult seen, EvidenceSigner signer, Func<ReadOnlyMemory<byte>, BlobRef> keep)
{
    public IReadOnlyList<Evidence> OnBase() => [.. command.Contract.Select(assertion => Sign(assertion.Id, HeldOnBase(assertion), seen.OnBase!))];

    public IReadOnlyList<Evidence> OnHead() =>
    [
        .. command.Contract.Select(assertion => Sign(assertion.Id, seen.OnHead!.Report.Complete && seen.Passes(assertion.Tests), LogOf(assertion))),
        Sign(Evidence.NoRegressions, seen.NoRegressions, seen.OnHead!),
    ];

    /// <summary>A test that only head has held before when it passes over base's product files.</summary>
    private bool HeldOnBase(Assertion assertion) => assertion.Tests.Count == 0
        ? seen.OnBase!.Report.AllPassed
        : assertion.Tests.All(name => seen.Tests.Any(test => test.Name == name && test.OnBase == TestOutcome.Passed));

    private EvidenceLog LogOf(Assertion assertion) =>
        seen.Added is { } added && assertion.Tests.Any(name => seen.Tests.Any(test => test.Name == name && test.Added)) ? added : seen.OnHead!;

    private Evidence Sign(string assertion, bool passed, EvidenceLog log)
    {
        var report = log.Report;
        return signer.Sign(new Evidence(
            assertion, passed, log.Commit, log.LogHash, Math.Round(report.Seconds, 3), new TestCounts(report.Passed, report.Failed, report.Skipped), keep(report.Log), KeyId: "", Signature: ""));
    }
}
