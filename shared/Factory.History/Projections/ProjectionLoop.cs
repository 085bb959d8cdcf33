using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.History.Projections;

/// <summary>Runs one projection for as long as the process lives, or stands by while another process does.</summary>
internal sealed partial class ProjectionLoop(NpgsqlDataSource database, IProjection projection, EventTypes types, ProjectionOptions options, Pulse pulse, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan ReconnectPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(25);

    private volatile ProjectionHealth health = new(projection.Name, ProjectionState.Standby, 0, null);

    public IProjection Projection => projection;

    public ProjectionHealth Health => health;

    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var pause = await RunOnce(ct);
            await Task.Delay(pause, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Runs until something is wrong; gives how long to wait before trying again.</summary>
    private async Task<TimeSpan> RunOnce(CancellationToken ct)
    {
        try
        {
            await using var session = await ProjectionSession.TryOpen(database, projection, types, ct);
            if (session is null)
                return Becomes(ProjectionState.Standby, null, options.StandbyPause);
            LogStarted(logger, projection.Name, session.Position);
            await Advance(session, ct);
            return TimeSpan.Zero;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (PositionMoved)
        {
            return TimeSpan.Zero;
        }
        catch (SupersededProjection error)
        {
            return Becomes(ProjectionState.Superseded, error.Message, options.PoisonPause);
        }
        catch (PoisonEvent error)
        {
            LogPoison(logger, error, projection.Name, options.PoisonPause);
            return Becomes(ProjectionState.Stopped, error.Message, options.PoisonPause);
        }
        catch (Exception error) when (Failures.IsPassing(error))
        {
            LogDisconnected(logger, projection.Name, error.Message);
            return Becomes(ProjectionState.Disconnected, error.Message, ReconnectPause);
        }
        catch (Exception error)
        {
            LogFailed(logger, error, projection.Name, options.PoisonPause);
            return Becomes(ProjectionState.Stopped, error.Message, options.PoisonPause);
        }
    }

    private async Task Advance(ProjectionSession session, CancellationToken ct)
    {
        var pause = ShortestPause;
        while (!ct.IsCancellationRequested)
        {
            var applied = await session.Advance(options.BatchSize, ct);
            health = new ProjectionHealth(projection.Name, ProjectionState.Running, session.Position, null);
            if (applied > 0)
            {
                pulse.Beat();
                pause = ShortestPause;
            }

            // A short pause after some events, too: the next ones are applied together.
            if (applied < options.BatchSize)
                await Task.Delay(pause, time, ct);
            if (applied == 0)
                pause = pause * 2 > options.IdlePause ? options.IdlePause : pause * 2;
        }
    }

    private TimeSpan Becomes(ProjectionState state, string? error, TimeSpan pause)
    {
        health = health with { State = state, Error = error };
        return pause;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Projection {Projection} runs here, from event {Position}")]
    private static partial void LogStarted(ILogger logger, string projection, long position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Projection {Projection} lost the database and tries again: {Reason}")]
    private static partial void LogDisconnected(ILogger logger, string projection, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Projection {Projection} stopped at an event that it cannot apply; it tries again every {Pause}. Fix the projection, or update this service")]
    private static partial void LogPoison(ILogger logger, Exception error, string projection, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Projection {Projection} failed; it tries again every {Pause}")]
    private static partial void LogFailed(ILogger logger, Exception error, string projection, TimeSpan pause);
}
