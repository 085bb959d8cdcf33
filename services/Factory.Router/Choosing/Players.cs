using System.Collections.Concurrent;
using Factory.Router.Casting;
using Factory.Router.Models;
using Factory.Settings;
using Polly;

namespace Factory.Router.Choosing;

/// <summary>What speaks to a cast model, with its key as it is now. Shared by all calls of this process.</summary>
internal sealed class Players(Func<CastModel, IModel> models, TimeProvider time)
{
    /// <summary>Those of settings and keys long gone are let go.</summary>
    private const int MostKept = 500;

    private readonly ConcurrentDictionary<CastModel, Player> players = new();

    /// <param name="model">As a casting names it, without its key.</param>
    /// <exception cref="ModelFailure">The key is not where the casting says.</exception>
    public Player Of(CastModel model)
    {
        if (players.Count > MostKept)
            players.Clear();
        return players.GetOrAdd(model with { Key = Key(model) }, Make);
    }

    private static ApiKey Key(CastModel model)
    {
        try
        {
            return model.KeySource.Find();
        }
        catch (KeyMissing missing)
        {
            throw new ModelFailure(FailureKind.Authentication, $"its key is gone: {missing.Message} Put it back there, or name another model.", innerException: missing);
        }
    }

    private Player Make(CastModel model) =>
        new(models(model), Patience.For(model, time), model.Parallel is { } most ? new SemaphoreSlim(most) : null);
}

/// <param name="Places">How many calls may be under way; null for any number.</param>
internal sealed record Player(IModel Model, ResiliencePipeline Patience, SemaphoreSlim? Places);
