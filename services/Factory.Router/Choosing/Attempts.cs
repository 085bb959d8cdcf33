using Factory.Router.Casting;
using Factory.Router.Models;

namespace Factory.Router.Choosing;

/// <summary>Asks one model, as often as its settings and its endpoint's health allow. What a call that failed had written so far is dropped with it.</summary>
internal sealed class Attempts(Players players, EndpointHealth health)
{
    /// <summary>Not waited for by whoever has another model to ask.</summary>
    private static readonly TimeSpan TooLong = Patience.LongestWait + TimeSpan.FromSeconds(1);

    /// <param name="last">Whether there is nobody else to ask: then a resting endpoint is waited for.</param>
    /// <exception cref="ModelFailure">The model did not answer.</exception>
    public Task<ModelAnswer> Ask(CastModel model, ModelCall call, bool last, CancellationToken cancellationToken)
    {
        var player = players.Of(model);
        var asked = new Asked(player.Model, call, health.Of(model), last);
        return player.Places is { } places ? InPlace(places, player, asked, cancellationToken) : Patiently(player, asked, cancellationToken);
    }

    private static async Task<ModelAnswer> InPlace(SemaphoreSlim places, Player player, Asked asked, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await Patiently(player, asked, cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Not asynchronous itself: thousands wait in here.</summary>
    private static Task<ModelAnswer> Patiently(Player player, Asked asked, CancellationToken cancellationToken) =>
        player.Patience.ExecuteAsync(static (asked, token) => new ValueTask<ModelAnswer>(Once(asked, token)), asked, cancellationToken).AsTask();

    private static async Task<ModelAnswer> Once(Asked asked, CancellationToken cancellationToken)
    {
        var circuit = asked.Circuit;
        if (!circuit.TryEnter() && (!asked.Last || !await circuit.Enter(Patience.LongestWait, cancellationToken)))
            throw new ModelFailure(FailureKind.Overloaded, $"its endpoint failed several times in a row and rests. Last: {circuit.LastFailure}", TooLong);
        try
        {
            var answer = await asked.Model.Ask(asked.Call, cancellationToken);
            circuit.Answered();
            return answer;
        }
        catch (ModelFailure failure) when (failure.Kind is FailureKind.Overloaded or FailureKind.Broken or FailureKind.TimedOut)
        {
            circuit.Failed(failure);
            throw;
        }
        catch (ModelFailure failure) when (failure.Kind is not (FailureKind.ContextTooLong or FailureKind.OverBudget))
        {
            circuit.Answered();
            throw;
        }
        catch
        {
            circuit.GivenUp();
            throw;
        }
    }

    private sealed record Asked(IModel Model, ModelCall Call, Circuit Circuit, bool Last);
}
