using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Runs;
using Factory.History;
using Factory.Workspaces;

namespace Factory.Droids.Computers;

/// <summary>This process's computer: it holds workspaces and knows which of them are in use.</summary>
internal sealed class Computer(ComputerFolder folder, WorkspaceSlots slots, WorkspaceHost host, BlobStore blobs)
{
    public Guid Id => folder.Id;

    /// <summary>Runs whose workspaces are open here.</summary>
    public IReadOnlyCollection<Guid> OpenRuns => slots.Held;

    public Workspace? Find(Guid runId) => host.Find(runId);

    /// <summary>Opens the run's workspace: base, what it is compared with, change, then the last checkpoint.</summary>
    public async Task<Workspace> Open(Guid runId, string team, WorkspaceSpec spec, Change? checkpoint, CancellationToken ct)
    {
        slots.Opening(runId);
        try
        {
            var packs = new List<ReadOnlyMemory<byte>>();
            foreach (var change in new[] { spec.Before, spec.Change, checkpoint }.OfType<Change>().DistinctBy(change => change.Commit))
                packs.Add(await blobs.Get(team, change.Pack.Id, ct));
            var head = checkpoint?.Commit ?? spec.Change?.Commit ?? spec.BaseCommit;
            var workspace = await host.Open(runId, spec.Mirror, spec.BaseCommit, packs, head, ct);
            slots.Opened(runId);
            return workspace;
        }
        catch
        {
            await Close(runId, CancellationToken.None);
            throw;
        }
    }

    public async Task Close(Guid runId, CancellationToken ct)
    {
        await host.Close(runId, ct);
        slots.Release(runId);
    }

    /// <summary>Deletes what an earlier process left: no workspace survives a restart. A run that had one here is told so when it needs it, and opens it anew from its last checkpoint.</summary>
    public Task Start(CancellationToken ct) => host.Start(ct);
}
