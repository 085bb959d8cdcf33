using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Models;
using Factory.Contracts.Runs;
using Factory.History;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.Router.Casting;
using Factory.Router.Ledger;
using Factory.Router.Models;
using Factory.Router.Protocols;
using Factory.Settings;

namespace Factory.Router.Probing;

/// <summary>Tries one model and keeps its card.</summary>
internal sealed class ProbeModelWork(ModelsFiles files, ModelCards cards, CallLedger ledger, IServiceProvider services, TimeProvider time) : ILeasedWork<ProbeModel>
{
    private const string StreamType = "model";

    public Guid Key(ProbeModel command) => Ids.Derive(command.ProbeId, command.Name);

    public async Task<Recording> Do(ProbeModel command, LeaseContext lease, CancellationToken ct)
    {
        if (Find(command.Name) is not { } model)
            return Unknown(command);
        if (!model.Price.IsKnown)
            return Record(command, model, null, [], Spending.None, "its price is not known, so it is not called: write its price into the models file.");
        try
        {
            return await Try(command, model with { Key = model.KeySource.Find() }, ct);
        }
        catch (KeyMissing missing)
        {
            return Record(command, model, null, [], Spending.None, $"its key is missing: {missing.Message}");
        }
    }

    public Recording GiveUp(ProbeModel command, Exception error) =>
        Find(command.Name) is { } model ? Record(command, model, null, [], Spending.None, $"it could not be tried: {model.Key.Redact(error.Message)}") : Unknown(command);

    private async Task<Recording> Try(ProbeModel command, CastModel model, CancellationToken ct)
    {
        var endpoint = ProviderModels.Endpoint(model, services.GetRequiredService<ProviderHttp>());
        var tokens = services.GetRequiredService<TokenEstimates>().For(model);
        var talk = new ProbeConversation(model, endpoint, ProviderModels.Call(services, model, endpoint), tokens, new ProbeMoney(ledger, model, command.Team));
        var probe = new Probe(model, talk, time);
        ModelCard? card;
        try
        {
            card = await probe.Run(ct);
        }
        catch (ModelFailure failure) when (failure.Kind == FailureKind.OverBudget)
        {
            return Record(command, model, null, probe.Steps, talk.Spent, $"it was not tried to the end: {failure.Message}");
        }

        return Record(command, model, card, probe.Steps, talk.Spent, card is null ? probe.Steps[0].Found : null);
    }

    private CastModel? Find(string name) => files.Look().File.Cast.Models.TryGetValue(name, out var model) && model.Provider != Provider.Mechanic ? model : null;

    private Recording Unknown(ProbeModel command) => transaction => transaction.Append(new StreamAppend(
        Ids.Derive(command.ProbeId, command.Name), StreamType, null,
        [new ModelProbed(Ids.Derive(command.ProbeId, command.Name), command.ProbeId, command.Name, "", "", "", "", false, false, false, false, null, [], Spending.None, time.GetUtcNow(), "the models file has no model of this name.")]));

    private Recording Record(ProbeModel command, CastModel model, ModelCard? card, IReadOnlyList<ProbeStep> steps, Spending spent, string? failure)
    {
        var probed = new ModelProbed(
            ModelCard.IdOf(model), command.ProbeId, command.Name, model.BaseUrl?.AbsoluteUri ?? "", model.Model, ModelCard.HashOf(model), card is null ? "" : ModelCard.NameOf(card.Dialect),
            card?.Dialect == Dialect.NativeTools, card?.ParallelCalls ?? false, card?.JsonSchema ?? false, card?.Streaming ?? false, card?.ContextTokens, steps, spent, time.GetUtcNow(), failure);
        return transaction =>
        {
            transaction.Append(new StreamAppend(probed.CardId, StreamType, null, [probed]));
            cards.Forget(model);
        };
    }
}
