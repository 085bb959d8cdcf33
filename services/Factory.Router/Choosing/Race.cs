using Factory.Router.Casting;
using Factory.Router.Ledger;
using Factory.Router.Models;
using Npgsql;

namespace Factory.Router.Choosing;

/// <param name="Second">Who is asked, too, when the first brings no byte for so long; null for nobody.</param>
internal sealed record Runners(CastModel First, CastModel? Second, TimeSpan? Silence);

/// <summary>How a race ended.</summary>
/// <param name="Model">Whose answer it is; null where nobody answered.</param>
/// <param name="Hedged">Who was asked beside the first; null where nobody was.</param>
internal sealed record RaceEnded(CastModel? Model, ModelAnswer? Answer, IReadOnlyList<ModelAttempt> Failures, CastModel? Hedged);

/// <summary>
/// Asks one model, and a second where the first is silent for too long. The first whole answer is the turn's. The other call is hung up on: what it probably cost is booked as
/// of any call that is cancelled, and an answer that comes all the same as it was counted.
/// </summary>
internal sealed class Race(Attempts attempts, EndpointHealth health, CallLedger ledger, TimeProvider time)
{
    /// <summary>Whether it is worth asking a model beside another. The mechanic answers at once: it would win each time.</summary>
    public bool MayHelp(CastModel model, IReadOnlyList<ModelAttempt> failures) =>
        model.Provider != Provider.Mechanic && !health.IsResting(model) && ModelAttempt.InVain(model, failures) is null;

    /// <param name="last">Whether there is nobody else to ask.</param>
    /// <remarks>Not asynchronous itself: thousands wait in here, and most of them alone.</remarks>
    public Task<RaceEnded> Run(Runners runners, ModelCall call, bool last, CancellationToken cancellationToken) =>
        runners is { Second: { } second, Silence: { } silence } ? Both(runners.First, second, silence, call, cancellationToken) : Alone(runners.First, call, last, cancellationToken);

    private static RaceEnded Ended(Finish alone) =>
        alone.Failure is { } failure ? new RaceEnded(null, null, [failure], null) : new RaceEnded(alone.Model, alone.Answer, [], null);

    private async Task<RaceEnded> Alone(CastModel model, ModelCall call, bool last, CancellationToken cancellationToken) => Ended(await Ask(model, call, last, cancellationToken));

    private async Task<RaceEnded> Both(CastModel first, CastModel second, TimeSpan silence, ModelCall call, CancellationToken cancellationToken)
    {
        var (calls, winner) = (new List<Task<Finish>>(), default(Finish));
        var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            calls.Add(Ask(first, call with { Began = () => began.TrySetResult() }, last: false, leaving.Token));
            if (await Happens(Task.WhenAny(calls[0], began.Task), silence, cancellationToken))
                return Ended(winner = await calls[0]);
            calls.Add(AskBeside(second, call, leaving.Token));
            var failures = new List<ModelAttempt>();
            await foreach (var finished in Task.WhenEach(calls).WithCancellation(cancellationToken))
            {
                var finish = await finished;
                if (finish.Failure is null)
                    return new RaceEnded(finish.Model, (winner = finish).Answer, failures, second);
                failures.Add(finish.Failure);
            }

            return new RaceEnded(null, null, [.. (await Task.WhenAll(calls)).Select(finish => finish.Failure!)], second);
        }
        finally
        {
            // Not waited for: the winner's answer is to be recorded now.
            _ = LetGo(calls, winner, leaving);
        }
    }

    private async Task<bool> Happens(Task sign, TimeSpan within, CancellationToken cancellationToken)
    {
        await sign.WaitAsync(within, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return sign.IsCompleted;
    }

    private async Task<Finish> Ask(CastModel model, ModelCall call, bool last, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            return new Finish(model, await attempts.Ask(model, call, last, cancellationToken), null);
        }
        catch (ModelFailure failure)
        {
            return new Finish(model, null, new ModelAttempt(model, failure, time.GetElapsedTime(started).TotalSeconds));
        }
    }

    /// <summary>That the database was away for the second call is no reason to lose the first, which is paid for.</summary>
    private async Task<Finish> AskBeside(CastModel model, ModelCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await Ask(model, call, last: false, cancellationToken);
        }
        catch (NpgsqlException away)
        {
            return new Finish(model, null, new ModelAttempt(model, new ModelFailure(FailureKind.Broken, $"not asked: the database did not answer. {away.Message}", innerException: away), 0));
        }
    }

    private async Task LetGo(List<Task<Finish>> calls, Finish? winner, CancellationTokenSource leaving)
    {
        await leaving.CancelAsync();
        foreach (var call in calls)
        {
            await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (call.IsCompletedSuccessfully && await call is { Answer: { CallId: { } id, Usage: { } usage } late } finish && !ReferenceEquals(finish, winner))
                ledger.End(id, LedgerUse.Of(late.Spent.Usd, usage));
        }

        leaving.Dispose();
    }

    private sealed record Finish(CastModel Model, ModelAnswer? Answer, ModelAttempt? Failure);
}
