using System.Collections.Concurrent;
using Factory.Messaging.Leases;

namespace Factory.Droids.Computers;

/// <summary>Admission: how many workspaces this computer holds and may still take.</summary>
internal sealed class WorkspaceSlots
{
    private readonly ConcurrentDictionary<Guid, bool> _taken = new();

    public WorkspaceSlots(int most, int toolRuns) =>
        (Openings, ToolRuns) = (new LeasePlaces(() => most - _taken.Count(taken => taken.Value)), new LeasePlaces(toolRuns));

    /// <summary>How many may be opening at this moment, for all roles together: those that are opening are counted by their leases.</summary>
    public LeasePlaces Openings { get; }

    public LeasePlaces ToolRuns { get; }

    /// <summary>Those that are open, without those that are opening: a large repository takes its time.</summary>
    public IReadOnlyCollection<Guid> Held => [.. _taken.Where(taken => taken.Value).Select(taken => taken.Key)];

    public void Opening(Guid runId) => _taken[runId] = false;

    public void Opened(Guid runId) => _taken[runId] = true;

    public void Release(Guid runId) => _taken.TryRemove(runId, out _);
}
