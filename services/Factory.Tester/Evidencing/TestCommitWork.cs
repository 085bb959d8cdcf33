using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Droids.Evidencing;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Workspaces;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Testing;

namespace Factory.Tester.Evidencing;

/// <summary>Looks at a commit in a clean checkout, and signs what was seen. Nothing that a droid says comes in here.</summary>
internal sealed class TestCommitWork(WorkspaceHost workspaces, BlobStore blobs, EvidenceSigner signer) : ILeasedWork<TestCommit>
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(30);

    public Guid Key(TestCommit command) => command.SubjectId;

    public async Task<Recording> Do(TestCommit command, LeaseContext lease, CancellationToken ct)
    {
        try
        {
            var seen = await Look(command, lease, ct);
            return seen.OnBase is null || seen.OnHead is null ? NotTested(command, seen.Explanation) : heart => Record(command, seen, heart);
        }
        catch (UnusableRepository unusable)
        {
            return NotTested(command, unusable.Message);
        }
    }

    public Recording GiveUp(TestCommit command, Exception error) => NotTested(command, error.Message);

    private async Task<EvidenceResult> Look(TestCommit command, LeaseContext lease, CancellationToken ct)
    {
        var checkout = Ids.Derive(lease.Id, $"checkout-{lease.Attempt}");
        var packs = new List<ReadOnlyMemory<byte>> { await blobs.Get(command.Team, command.Change.Pack.Id, ct) };
        if (command.WrittenTests is { } written)
            packs.Add(await blobs.Get(command.Team, written.Pack.Id, ct));
        try
        {
            var workspace = await workspaces.Open(checkout, command.Mirror, command.Change.BaseCommit, packs, command.Change.Commit, ct);
            return await EvidenceRun.Run(workspace, Request(command), ct);
        }
        finally
        {
            await workspaces.Close(checkout, CancellationToken.None);
        }
    }

    private static EvidenceRequest Request(TestCommit command) => new(command.Change.BaseCommit, command.Change.Commit, command.Tests.Command, LongestRun)
    {
        Commands = [.. command.Contract.Where(assertion => assertion.Command is not null).Select(assertion => new EvidenceCommand(assertion.Id, assertion.Command!))],
        TestsCommit = command.WrittenTests?.Commit,
    };

    private void Record(TestCommit command, EvidenceResult seen, HeartTransaction heart)
    {
        var book = new EvidenceBook(command, seen, signer, log => heart.Put(command.Team, log, "text/plain; charset=utf-8"));
        heart.Send(command.ReplyTo, new CommitTested(command.MissionId, command.SubjectId, command.Attempt, command.Change.Commit, book.OnBase(), book.OnHead()));
    }

    private static Recording NotTested(TestCommit command, string reason) =>
        heart => heart.Send(command.ReplyTo, new CommitNotTested(command.MissionId, command.SubjectId, command.Attempt, command.Change.Commit, reason));
}
