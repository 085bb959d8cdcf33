using Factory.Messaging.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Factory.Messaging.Leases;

/// <summary>
/// Tends this process's lanes: claims work that waits, notices work that was cancelled or taken over, and hands over what is under way when the
/// process stops.
/// </summary>
internal sealed partial class LeaseKeeper(Lanes lanes, LeaseStore store, LeaseSignal signal, NodeHeartbeat heartbeat, LeaseOptions options, TimeProvider time, ILogger<LeaseKeeper> log)
    : BackgroundService, IHostedLifecycleService
{
    private const int LooksWhenIdle = 10;

    private readonly List<Guid> _toGiveBack = [];
    private HashSet<Guid> _unknown = [];
    private int _looks;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before the bus stops: what it still takes in is left to others.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        foreach (var lane in lanes.All)
            lane.Close();
        return Task.CompletedTask;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await StoppingAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
        await Finish(cancellationToken);
        foreach (var lease in Held())
            lease.Drop();
        try
        {
            await store.GiveAllBack(cancellationToken);
        }
        catch (Exception e)
        {
            LogNotGivenBack(e); // others take it over when this node's row expires
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        (heartbeat.Lost, signal.Cancelled) = (DropAll, lanes.Drop);
        var nextLook = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (time.GetElapsedTime(nextLook) >= TimeSpan.Zero)
                {
                    nextLook = time.GetTimestamp() + (long)(options.Poll.TotalSeconds * time.TimestampFrequency);
                    await Look(stoppingToken);
                }

                await ClaimAll(stoppingToken);
                await signal.Wait(options.Poll, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogAway(e.Message);
                await Task.Delay(options.Poll, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private IEnumerable<HeldLease> Held() => lanes.All.SelectMany(lane => lane.Held());

    private async Task Look(CancellationToken ct)
    {
        await GiveBackDropped(ct);
        // Where nothing runs here there is little to compare: now and then is enough to find what is ours without our knowing.
        if (_looks++ % LooksWhenIdle == 0 || _unknown.Count > 0 || lanes.All.Any(lane => !lane.IsIdle))
            await Compare(ct);
        var waiting = await store.Waiting(lanes.All.Select(lane => lane.Name).Distinct(StringComparer.Ordinal), ct);
        foreach (var lane in lanes.All)
            lane.IsBacklogged = waiting.Contains((lane.Name, lane.Kind));
    }

    private async Task ClaimAll(CancellationToken ct)
    {
        foreach (var lane in lanes.All.Where(lane => lane.IsBacklogged))
            await Claim(lane, ct);
    }

    private async Task Claim(Lane lane, CancellationToken ct)
    {
        var places = lane.Reserve();
        if (places == 0)
            return;
        var unused = places;
        try
        {
            var claimed = await store.Claim(lane, places, ct);
            unused -= claimed.Count;
            lane.IsBacklogged = unused == 0;
            foreach (var lease in claimed)
                lane.Begin(lease);
        }
        finally
        {
            lane.Return(unused);
        }
    }

    /// <summary>
    /// Holds what runs here against what the database says. What runs without a row was cancelled or taken over. A row without anything that
    /// runs (a commit whose answer got lost) is freed when it is seen twice, since the first time it may just have ended.
    /// </summary>
    private async Task Compare(CancellationToken ct)
    {
        var running = Held().ToList(); // first: what begins from here on has its row already
        var rows = await store.Held(ct);
        foreach (var lease in running.Where(lease => !rows.TryGetValue(lease.Id, out var attempt) || attempt != lease.Attempt))
            lease.Drop();
        var known = lanes.All.SelectMany(lane => lane.Known()).Concat(running.Select(lease => lease.Id)).ToHashSet();
        var unknown = rows.Keys.Where(id => !known.Contains(id)).ToHashSet();
        var orphans = unknown.Where(_unknown.Contains).ToList();
        if (orphans.Count > 0)
            await store.GiveBack(orphans, ct);
        _unknown = unknown;
    }

    /// <summary>This node could not say that it lives for so long that others may do its work now: it must not go on beside them.</summary>
    private void DropAll()
    {
        foreach (var lease in Held().Where(lease => !lease.Done))
        {
            lease.Drop();
            lock (_toGiveBack)
                _toGiveBack.Add(lease.Id);
        }
    }

    private async Task GiveBackDropped(CancellationToken ct)
    {
        List<Guid> dropped;
        lock (_toGiveBack)
            dropped = [.. _toGiveBack];
        if (dropped.Count == 0)
            return;
        await store.GiveBack(dropped, ct);
        lock (_toGiveBack)
            _toGiveBack.RemoveRange(0, dropped.Count);
    }

    private async Task Finish(CancellationToken ct)
    {
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < options.StopGrace && Held().Any() && !ct.IsCancellationRequested;)
            await signal.Wait(TimeSpan.FromMilliseconds(50), time, CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Leased work cannot be looked after right now: {Why}")]
    private partial void LogAway(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The leases of this process could not be given back; others take them over when its heartbeat expires.")]
    private partial void LogNotGivenBack(Exception error);
}
