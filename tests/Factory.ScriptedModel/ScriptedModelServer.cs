using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Factory.ScriptedModel.Checking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Factory.ScriptedModel;

/// <summary>
/// A model for tests: an HTTP server on loopback that speaks OpenAI's Chat Completions and Responses (and Azure's address of the first) and Anthropic's Messages, streamed
/// or whole, and does what its script says. It can lie, obey an injection, be slow, fail and break off. Requests that the provider would refuse are refused.
/// </summary>
public sealed class ScriptedModelServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<ScriptedRequest, Reply>> scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ScriptedRequest> requests = new();
    private readonly ConcurrentQueue<string> refused = new();
    private readonly WebApplication app;
    private readonly TimeProvider time;
    private int cancelled;
    private int answered;

    private ScriptedModelServer(WebApplication app, TimeProvider time) => (this.app, this.time) = (app, time);

    /// <summary>What a casting's BaseUrl is.</summary>
    public Uri BaseUrl { get; private set; } = null!;

    /// <summary>All requests so far, in the order they came; empty when they are not kept.</summary>
    public IReadOnlyList<ScriptedRequest> Requests => [.. requests];

    /// <summary>What was wrong with requests that the provider would have refused, too.</summary>
    public IReadOnlyList<string> Refused => [.. refused];

    /// <summary>Requests whose caller went away before the answer.</summary>
    public int Cancelled => Volatile.Read(ref cancelled);

    /// <summary>Requests that were answered to the end, errors included.</summary>
    public int Answered => Volatile.Read(ref answered);

    /// <summary>Whether requests are kept to be looked at. Default: true. Without, their bodies are read and dropped, and the script sees the model's name only.</summary>
    public bool KeepsRequests { get; init; } = true;

    /// <summary>Starts on a free port of 127.0.0.1.</summary>
    /// <param name="keepRequests">False for benchmarks with large transcripts.</param>
    public static async Task<ScriptedModelServer> Start(bool keepRequests = true, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        var server = new ScriptedModelServer(builder.Build(), time ?? TimeProvider.System) { KeepsRequests = keepRequests };
        server.app.MapPost("/v1/chat/completions", server.Answering(ScriptedProtocol.ChatCompletions));
        server.app.MapPost("/openai/deployments/{deployment}/chat/completions", server.Answering(ScriptedProtocol.ChatCompletions));
        server.app.MapPost("/v1/responses", server.Answering(ScriptedProtocol.Responses));
        server.app.MapPost("/v1/messages", server.Answering(ScriptedProtocol.Messages));
        await server.app.StartAsync();
        var address = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.BaseUrl = new Uri($"{address}/v1");
        return server;
    }

    /// <summary>What a model (a role, where roles are cast with models of their name) does with each request.</summary>
    public ScriptedModelServer On(string model, Func<ScriptedRequest, Reply> script)
    {
        scripts[model] = script;
        return this;
    }

    /// <summary>What a model does turn after turn; the last again and again.</summary>
    public ScriptedModelServer On(string model, params Reply[] replies)
    {
        var next = -1;
        return On(model, _ => replies[Math.Min(Interlocked.Increment(ref next), replies.Length - 1)]);
    }

    /// <summary>A models file that casts each of the roles with the scripted model of its name, free of charge.</summary>
    public ScriptedCasting CastingOf(params string[] roles)
    {
        var casting = new ScriptedCasting(this);
        foreach (var role in roles)
            casting.Model($"scripted-{role}", role).Role(role, $"scripted-{role}");
        return casting;
    }

    /// <summary>The same, written: the configuration that names the file.</summary>
    public IReadOnlyDictionary<string, string?> Casting(params string[] roles) => CastingOf(roles).Write();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private RequestDelegate Answering(ScriptedProtocol protocol) => async context =>
    {
        try
        {
            var request = await Read(context, protocol);
            var reply = Reply(request);
            foreach (var (name, value) in reply.Headers)
                context.Response.Headers[name] = value;
            await Task.Delay(reply.Delay, time, context.RequestAborted);
            await (reply.Released ?? Task.CompletedTask).WaitAsync(context.RequestAborted);
            await ScriptedAnswer.Write(context, request, reply);
            Interlocked.Increment(ref answered);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Interlocked.Increment(ref cancelled);
        }
    };

    private Reply Reply(ScriptedRequest request)
    {
        if (RequestCheck.Wrong(request) is { } wrong)
        {
            refused.Enqueue(wrong);
            return ScriptedModel.Reply.Fails(400, body: JsonSerializer.Serialize(new { error = new { message = $"The scripted model refuses this request: {wrong}", type = "invalid_request_error" } }));
        }

        return scripts.TryGetValue(request.Model, out var script)
            ? script(request)
            : ScriptedModel.Reply.Fails(404, body: JsonSerializer.Serialize(new { error = new { message = $"no script for {request.Model}", type = "not_found_error" } }));
    }

    private async Task<ScriptedRequest> Read(HttpContext context, ScriptedProtocol protocol)
    {
        if (!KeepsRequests)
            return await ModelOnly.Read(context.Request.Body, context.Request.Headers.Authorization.ToString(), protocol, context.RequestAborted);
        using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var request = ScriptedRequest.Read(body.RootElement, context.Request, protocol);
        requests.Enqueue(request);
        return request;
    }
}
