using Factory.Contracts;
using Factory.Contracts.Runs;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Factory.Droids.Computers;

/// <summary>Says that this computer is alive, tells the runs of computers that are not, and deletes workspaces that nobody needs.</summary>
internal sealed partial class ComputerWatch(Computer computer, ComputerRegister register, Heart heart, ComputerOptions options, TimeProvider time, ILogger<ComputerWatch> log) : BackgroundService
{
    /// <summary>As long as the broker keeps the queue of a process that is gone.</summary>
    private static readonly TimeSpan GoneAfter = TimeSpan.FromMinutes(10);

    private readonly Dictionary<Guid, int> _unclaimed = [];
    private long? _steadySince;
    private long _beaten;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await computer.Start(cancellationToken);
        await register.Beat(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.LostAfter / 5, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await register.Beat(stoppingToken);
                if (IsSteady())
                    await TellLostRuns(stoppingToken);
                await CloseUnclaimed(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                _steadySince = null;
                LogFailed(error);
            }
        }
    }

    /// <summary>While the database is away all computers are silent, and none of them is lost: only who has beaten for so long without a break may say so of others.</summary>
    private bool IsSteady()
    {
        var now = time.GetTimestamp();
        if (_steadySince is null || time.GetElapsedTime(_beaten, now) > options.LostAfter / 2)
            _steadySince = now;
        _beaten = now;
        return time.GetElapsedTime(_steadySince.Value, now) >= options.LostAfter;
    }

    private Task TellLostRuns(CancellationToken ct) => heart.InTransaction(
        async transaction =>
        {
            var connection = await transaction.Connect(ct);
            foreach (var lost in await ComputerRegister.TakeLost(connection, options.LostAfter, ct))
            {
                LogLost(lost.ComputerId, lost.RunId);
                transaction.Send(lost.RunsEndpoint, new WorkspaceLost(lost.RunId, lost.ComputerId, lost.Turn));
            }

            foreach (var gone in await ComputerRegister.StrikeOff(connection, GoneAfter, ct))
                transaction.ForgetEndpoint(Endpoints.Computer(gone));
        },
        ct);

    /// <summary>A workspace that was opened but never recorded (its run was cancelled, its lease lost) is closed after 30 looks (two minutes by default): recording may wait for the database.</summary>
    private async Task CloseUnclaimed(CancellationToken ct)
    {
        var held = await register.Held(ct);
        foreach (var gone in _unclaimed.Keys.Except(computer.OpenRuns).ToList())
            _unclaimed.Remove(gone);
        foreach (var run in computer.OpenRuns)
        {
            if (held.Contains(run))
                _unclaimed.Remove(run);
            else if ((_unclaimed[run] = _unclaimed.GetValueOrDefault(run) + 1) >= 30)
                await Close(run, ct);
        }
    }

    private async Task Close(Guid run, CancellationToken ct)
    {
        await computer.Close(run, ct);
        _unclaimed.Remove(run);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Computer {ComputerId} is gone; run {RunId} goes on elsewhere from its last checkpoint")]
    private partial void LogLost(Guid computerId, Guid runId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watch over computers failed; trying again")]
    private partial void LogFailed(Exception error);
}
