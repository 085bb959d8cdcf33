using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Messaging;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.GitHub.Rights;
using Factory.Publisher.Outputs;
using Factory.Publisher.Settings;
using Factory.ServiceDefaults;
using Npgsql;

namespace Factory.Publisher.CatchingUp;

/// <summary>
/// Looks through what forges delivered, at the start and every few minutes, and hands in what arrived nowhere: while the factory was down, or its address could
/// not be reached. Each delivery has one id, by which intake stores it once, so looking twice harms nothing.
/// </summary>
internal sealed partial class CatchUp(PublisherFiles files, GitHubForges forges, CatchUpPositions positions, Heart heart, CatchUpOptions options, TimeProvider time, ILogger<CatchUp> log) : BackgroundService
{
    private const int MostAtOnce = 500;

    /// <summary>A delivery appears in the list when its attempt has ended.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private static readonly Guid Namespace = new("3f9a5b51-7d0c-8f6e-a2b7-90a1c6d5e4f3");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Every, time);
        try
        {
            do
            {
                await Look(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    internal async Task Look(CancellationToken ct)
    {
        foreach (var settings in files.Recent.Forges.Where(settings => settings.CatchUp is not null))
        {
            if (settings.App is not null)
            {
                await Attempt(settings.Name, () => Look(Hook.OfApp(forges.Open(settings)), settings.CatchUp!, ct));
                continue;
            }

            // One that the token has no rights to keeps no other from being looked at.
            foreach (var listed in settings.Repositories.Where(listed => !listed.EndsWith("/*", StringComparison.Ordinal)))
                await Attempt($"{settings.Name} ({listed})", () => Look(Repository(forges.Open(settings), listed), settings.CatchUp!, ct));
        }
    }

    private async Task Attempt(string where, Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception error) when (IsExpected(error))
        {
            NotCaughtUp(where, error.Message);
        }
    }

    private static bool IsExpected(Exception error) => error is GitHubAway or GitHubRefused or AskLater or OutputNotAllowed or NpgsqlException;

    private static GitHubRepository Repository(GitHubForge forge, string fullName)
    {
        var address = forge.Settings.Address;
        return new GitHubRepository(forge, new RepositoryAddress(address.Scheme, address.IdnHost, address.IsDefaultPort ? null : address.Port, fullName.Split('/')[0], fullName.Split('/')[1]), new MissionLink(Factory: null));
    }

    /// <summary>Those of its webhooks that lead to the source.</summary>
    private async Task Look(GitHubRepository repository, CatchUpSettings settings, CancellationToken ct)
    {
        await foreach (var hook in repository.All<RepositoryHook>(GitHubRights.Hooks, "/hooks", ct))
        {
            if (hook.Active && hook.Config.Url?.TrimEnd('/').EndsWith($"/hooks/{settings.Source}", StringComparison.Ordinal) is true)
                await Look(Hook.Of(repository, hook.Id), settings, ct);
        }
    }

    private async Task Look(Hook hook, CatchUpSettings settings, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await positions.Take(hook.Name, now, options.Every / 2, ct) is not { } position)
            return;
        try
        {
            var (deliveries, isCut) = await hook.Since(position - Overlap, ct);
            if (isCut)
                TooMany(hook.Name, deliveries.Count);
            var arrived = deliveries.Where(delivery => delivery.StatusCode is >= 200 and < 300).Select(delivery => delivery.Guid).ToHashSet(StringComparer.Ordinal);
            var missed = deliveries.Where(delivery => !arrived.Contains(delivery.Guid)).DistinctBy(delivery => delivery.Guid, StringComparer.Ordinal).OrderBy(delivery => delivery.DeliveredAt).ToList();
            foreach (var delivery in missed.Take(MostAtOnce))
                await HandIn(hook, delivery, settings, ct);

            // What is left over is handed in the next time. Where nothing is, what was handed in is behind the overlap soon, however quiet the forge.
            var seen = missed.Count > MostAtOnce ? missed[MostAtOnce - 1].DeliveredAt : now;
            await heart.InTransaction(
                transaction =>
                {
                    transaction.Write(CatchUpPositions.Move(hook.Name, seen));
                    return Task.CompletedTask;
                },
                ct);
            if (missed.Count > 0)
                CaughtUp(hook.Name, Math.Min(missed.Count, MostAtOnce));
        }
        catch (Exception error) when (IsExpected(error) && error is not NpgsqlException)
        {
            await positions.GiveBack(hook.Name, ct);
            throw;
        }
    }

    private async Task HandIn(Hook hook, HookDelivery delivery, CatchUpSettings settings, CancellationToken ct)
    {
        if (await hook.Body(delivery, ct) is not { } body)
            return;
        var signal = Ids.Derive(Namespace, $"{settings.Source} {delivery.Guid}");
        await heart.InTransaction(
            transaction =>
            {
                transaction.Send(Endpoints.Signals, new HandInDelivery(signal, settings.Source, delivery.Guid, delivery.Event, "application/json", transaction.Put(settings.Team, body, "application/json"), settings.Team));
                return Task.CompletedTask;
            },
            ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} deliveries of {Hook} that had arrived nowhere were handed in")]
    private partial void CaughtUp(string hook, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Missed deliveries of {Forge} could not be looked for; they will be. {Problem}")]
    private partial void NotCaughtUp(string forge, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook {Hook} had more than {Count} deliveries since the last look; those before them are not looked through. Redeliver by hand what is missing there")]
    private partial void TooMany(string hook, int count);

    private sealed record RepositoryHook(long Id, bool Active, HookConfig Config);

    private sealed record HookConfig(string? Url = null);
}
