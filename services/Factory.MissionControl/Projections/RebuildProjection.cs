using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Factory.History.Projections;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Projections;

/// <summary>
/// <c>POST /projections/{name}/rebuild</c>: makes a read model anew from the first event, of all teams; answers with how far it is, as server-sent events, until all
/// is there. When the caller goes away, it is still rebuilt.
/// </summary>
internal static class RebuildProjection
{
    public static async Task<IResult> Handle(string name, HttpContext context, ProjectionRunner projections, CancellationToken ct)
    {
        if (!context.Caller().Operator)
            return OperatorsOnly.Answer("Projections are of all teams");
        if (!projections.Names.Contains(name, StringComparer.Ordinal))
            return Results.Problem($"There is no projection {name[..Math.Min(name.Length, 64)]}; there are {string.Join(", ", projections.Names)}.", statusCode: StatusCodes.Status404NotFound, title: "No such projection");
        try
        {
            return TypedResults.ServerSentEvents(Events(await projections.Rebuild(name, ct), ct));
        }
        catch (InvalidOperationException superseded)
        {
            return Results.Problem(superseded.Message, statusCode: StatusCodes.Status409Conflict, title: "The projection was not rebuilt");
        }
    }

    private static async IAsyncEnumerable<SseItem<RebuildProgress>> Events(IAsyncEnumerable<RebuildProgress> progress, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var step in progress.WithCancellation(ct))
            yield return new SseItem<RebuildProgress>(step, "progress");
    }
}
