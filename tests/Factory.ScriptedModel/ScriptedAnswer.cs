using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Factory.ScriptedModel;

/// <summary>Writes a reply to the wire, whole or as a stream.</summary>
internal static class ScriptedAnswer
{
    private static readonly JsonSerializerOptions AsOnTheWire = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public static async Task Write(HttpContext context, ScriptedRequest request, Reply reply)
    {
        context.Response.StatusCode = reply.Status;
        if (reply.Stream is { } events)
            await Raw(context.Response, Encoding.UTF8.GetBytes(events), reply.PieceSize);
        else if (request.Stream && reply is { Body: null, Drops: false })
            await Events(context, request, reply);
        else
            await Whole(context, reply, Encoding.UTF8.GetBytes(reply.Body ?? JsonSerializer.Serialize(Words(request).Whole(request, reply), AsOnTheWire)));
    }

    private static async Task Whole(HttpContext context, Reply reply, byte[] body)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(reply.Drops ? body.AsMemory(0, body.Length / 2) : body, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (reply.Drops)
            context.Abort();
    }

    private static async Task Events(HttpContext context, ScriptedRequest request, Reply reply)
    {
        context.Response.ContentType = "text/event-stream";
        var events = Words(request).Events(request, reply).ToList();
        for (var at = 0; at < (reply.EventsAtMost ?? events.Count); at++)
        {
            if (at == events.Count / 2 && reply.GoesOn is { } happened)
                await happened.WaitAsync(context.RequestAborted);
            var (name, data) = events[at];
            var written = (name is null ? "" : $"event: {name}\n") + $"data: {data as string ?? JsonSerializer.Serialize(data, AsOnTheWire)}\n\n";
            await context.Response.WriteAsync(written, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task Raw(HttpResponse response, byte[] events, int pieceSize)
    {
        response.ContentType = "text/event-stream";
        foreach (var piece in events.Chunk(pieceSize))
        {
            await response.Body.WriteAsync(piece, response.HttpContext.RequestAborted);
            await response.Body.FlushAsync(response.HttpContext.RequestAborted);
        }
    }

    private static IProviderWords Words(ScriptedRequest request) => request.Protocol switch
    {
        ScriptedProtocol.ChatCompletions => new ChatWords(),
        ScriptedProtocol.Responses => new ResponsesWords(),
        _ => new MessagesWords(),
    };
}
