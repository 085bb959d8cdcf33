using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Messaging;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.GitHub.Rights;
using Factory.Publisher.Outputs;
using Factory.Publisher.Settings;
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
            try
            {
                await foreach (var hook in Hooks(forges.Open(settings), ct))
                    await Look(hook, settings.CatchUp!, ct);
            }
            catch (Exception error) when (IsExpected(error))
            {
                NotCaughtUp(settings.Name, error.Message);
            }
        }
    }

    private static bool IsExpected(Exception error) => error is GitHubAway or GitHubRefused or AskLater or OutputNotAllowed or NpgsqlException;

    /// <summary>The App's webhook; with a token those of the listed repositories that lead to the source.</summary>
    private static async IAsyncEnumerable<Hook> Hooks(GitHubForge forge, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (forge.IsApp)
        {
            yield return Hook.OfApp(forge);
            yield break;
        }

        foreach (var listed in forge.Settings.Repositories.Where(listed => !listed.EndsWith("/*", StringComparison.Ordinal)))
        {
            var address = forge.Settings.Address;
            var repository = new GitHubRepository(forge, new RepositoryAddress(address.Scheme, address.IdnHost, address.IsDefaultPort ? null : address.Port, listed.Split('/')[0], listed.Split('/')[1]), null);
            await foreach (var hook in repository.All<RepositoryHook>(GitHubRights.Hooks, "/hooks", ct))
            {
                if (hook.Active && hook.Config.Url?.TrimEnd('/').EndsWith($"/hooks/{forge.Settings.CatchUp!.Source}", StringComparison.Ordinal) is true)
                    yield return Hook.Of(repository, hook.Id);
            }
        }
    }

    private async Task Look(Hook hook, CatchUpSettings settings, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await positions.Take(hook.Name, now, options.Every / 2, ct) is not { } position)
            return;
        try
        {
            var deliveries = await hook.Since(position - Overlap, ct);
            var arrived = deliveries.Where(delivery => delivery.StatusCode is >= 200 and < 300).Select(delivery => delivery.Guid).ToHashSet(StringComparer.Ordinal);
            var missed = deliveries.Where(delivery => !arrived.Contains(delivery.Guid)).DistinctBy(delivery => delivery.Guid, StringComparer.Ordinal).OrderBy(delivery => delivery.DeliveredAt).ToList();
            foreach (var delivery in missed.Take(MostAtOnce))
                await HandIn(hook, delivery, settings, ct);

            // What is left over is handed in the next time.
            var seen = missed.Count > MostAtOnce ? missed[MostAtOnce - 1].DeliveredAt : deliveries.Select(delivery => delivery.DeliveredAt).DefaultIfEmpty(position).Max();
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Missed deliveries of the forge {Forge} could not be looked for; they will be. {Problem}")]
    private partial void NotCaughtUp(string forge, string problem);

    private sealed record RepositoryHook(long Id, bool Active, HookConfig Config);

    private sealed record HookConfig(string? Url = null);
}
