using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Models;
using Factory.History;
using Factory.Messaging;
using Factory.Router.Casting;
using MassTransit;

namespace Factory.Router.Probing;

/// <summary>Begins to try models: those that are named, or all of the models file. The mechanic is known.</summary>
internal sealed class ProbeModelsConsumer(ModelsFiles files, TimeProvider time) : IConsumer<ProbeModels>
{
    public const string StreamType = "probes";

    public Task Consume(ConsumeContext<ProbeModels> context)
    {
        var (probe, transaction) = (context.Message, context.Heart());
        var known = files.Look().File.Cast.Models.Values.Where(model => model.Provider != Provider.Mechanic).ToDictionary(model => model.Name, StringComparer.Ordinal);
        var names = probe.Names.Count == 0 ? [.. known.Keys.Order(StringComparer.Ordinal)] : probe.Names.Distinct(StringComparer.Ordinal).ToList();
        var models = names.Select(name => new ProbedModel(known.TryGetValue(name, out var model) ? ModelCard.IdOf(model) : Ids.Derive(probe.ProbeId, name), name)).ToList();
        transaction.Append(new StreamAppend(ProbeStarted.StreamId, StreamType, null, [new ProbeStarted(probe.ProbeId, probe.By, models, time.GetUtcNow())]));
        foreach (var model in models)
            transaction.Send(Endpoints.Router, new ProbeModel(probe.ProbeId, model.Name) { Team = probe.Team });
        return Task.CompletedTask;
    }
}
