using Factory.Contracts.History;
using Factory.History;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Models;

/// <summary><c>GET /models/cards</c>: what models were last seen to do; <c>GET /models/probes/{id}</c>: how far a probe is.</summary>
internal static class ReadCards
{
    private const string Why = "Which models there are concerns all teams";

    public static async Task<IResult> All(HttpContext context, EventStore events, CancellationToken ct)
    {
        if (!context.Caller().Operator)
            return OperatorsOnly.Answer(Why);
        var cards = new List<ModelProbed>();
        var tried = (await Probes(events, ct)).SelectMany(probe => probe.Models).Select(model => model.CardId).Distinct();
        foreach (var id in tried)
        {
            if (await Last(events, id, null, ct) is { } card)
                cards.Add(card);
        }

        return Results.Ok(cards.OrderBy(card => card.Name, StringComparer.Ordinal).ToList());
    }

    public static async Task<IResult> One(Guid id, HttpContext context, EventStore events, CancellationToken ct)
    {
        if (!context.Caller().Operator)
            return OperatorsOnly.Answer(Why);
        if ((await Probes(events, ct)).FirstOrDefault(probe => probe.ProbeId == id) is not { } started)
            return Results.Ok(new ProbeProgress(id, Started: false, []));
        var models = new List<ProbedSoFar>();
        foreach (var model in started.Models)
            models.Add(new ProbedSoFar(model.Name, await Last(events, model.CardId, id, ct)));
        return Results.Ok(new ProbeProgress(id, Started: true, models));
    }

    private static async Task<List<ProbeStarted>> Probes(EventStore events, CancellationToken ct)
    {
        var probes = new List<ProbeStarted>();
        await foreach (var stored in events.Read(ProbeStarted.StreamId, ct: ct))
        {
            if (stored.Data is ProbeStarted started)
                probes.Add(started);
        }

        return probes;
    }

    private static async Task<ModelProbed?> Last(EventStore events, Guid card, Guid? probe, CancellationToken ct) =>
        (await events.Fold(card, default(ModelProbed), (last, happened) => happened is ModelProbed probed && (probe is null || probed.ProbeId == probe) ? probed : last, ct: ct)).State;
}

/// <param name="Started">False until the router has taken it up.</param>
public sealed record ProbeProgress(Guid ProbeId, bool Started, IReadOnlyList<ProbedSoFar> Models);

/// <param name="Card">Null while the model is tried.</param>
public sealed record ProbedSoFar(string Name, ModelProbed? Card);
