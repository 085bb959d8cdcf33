using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Factory.Benchmarks.Gateway;

/// <summary>The program of a process that answers Chat Completions with as little work as can be: what the gateway is measured by. Ends with its standard input.</summary>
internal static class PlainUpstream
{
    public const string Argument = "--host-upstream";

    /// <summary>How often a stream says something.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private static readonly byte[] Answer = Encoding.UTF8.GetBytes(
        """{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Four."},"finish_reason":"stop"}],"usage":{"prompt_tokens":20,"completion_tokens":2,"total_tokens":22}}""");

    private static readonly byte[] Chunk = Encoding.UTF8.GetBytes(
        """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{"content":" word"},"finish_reason":null}]}""" + "\n\n");

    public static async Task<int> Run(int port, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.MapPost("/v1/chat/completions", Complete);
        await app.StartAsync(ct);
        await Console.Out.WriteLineAsync("up");
        while (await Console.In.ReadLineAsync(ct) is not null)
        {
        }

        return 0;
    }

    private static async Task Complete(HttpContext context)
    {
        var buffer = new byte[4096];
        var (length, read) = (0, 0);
        while ((read = await context.Request.Body.ReadAsync(buffer.AsMemory(length))) > 0)
            length += read;
        if (buffer.AsSpan(0, length).IndexOf("\"stream\":true"u8) >= 0)
        {
            await Stream(context);
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Answer.Length;
        await context.Response.Body.WriteAsync(Answer);
    }

    /// <summary>Until the caller has had enough.</summary>
    private static async Task Stream(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        using var timer = new PeriodicTimer(Between);
        try
        {
            do
            {
                await context.Response.Body.WriteAsync(Chunk, context.RequestAborted);
            }
            while (await timer.WaitForNextTickAsync(context.RequestAborted));
        }
        catch (OperationCanceledException)
        {
            // As planned.
        }
    }
}
