using System.Collections.Concurrent;
using Factory.Contracts.History;
using Factory.History;
using Factory.Router.Casting;

namespace Factory.Router.Probing;

/// <summary>The cards of models, as history has them; looked up again after a while, since another replica may have probed.</summary>
internal sealed class ModelCards(EventStore events, TimeProvider time)
{
    private static readonly TimeSpan Known = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, Kept> cards = new();

    /// <summary>Null for a model that was never probed.</summary>
    public async ValueTask<ModelCard?> For(CastModel model, CancellationToken cancellationToken)
    {
        var id = ModelCard.IdOf(model);
        if (cards.TryGetValue(id, out var kept) && time.GetElapsedTime(kept.At) < Known)
            return kept.Card;
        var (card, version) = (kept?.Card, kept?.Version ?? 0);
        await foreach (var stored in events.Read(id, version, cancellationToken))
        {
            version = stored.Version;
            if (stored.Data is ModelProbed probed)
                card = ModelCard.From(probed) ?? card;
        }

        cards[id] = new Kept(card, version, time.GetTimestamp());
        return card;
    }

    /// <summary>Looks it up at once when it is needed next.</summary>
    public void Forget(CastModel model) => cards.TryRemove(ModelCard.IdOf(model), out _);

    private sealed record Kept(ModelCard? Card, long Version, long At);
}
