using System.Text.Json;
using Factory.Contracts.Runs;
using Factory.Droids.Tools;
using Factory.Router.Casting;
using Factory.Router.Models;
using Factory.Router.Protocols;

namespace Factory.Router.Probing;

/// <summary>Small conversations with a model that is tried; no run, and nothing of history.</summary>
internal sealed class ProbeConversation(CastModel model, IProviderEndpoint endpoint, ProviderCall provider, TokenEstimate tokens, ProbeMoney money)
{
    public const string Animal = "pelican";
    public const string OtherAnimal = "walrus";

    /// <summary>Models that think before they answer need room for it.</summary>
    private const int MaxOutputTokens = 2_048;

    private static readonly Guid CacheKey = new("8d0c9a51-6f0b-4a53-a0f8-1f2b7e9b5a01");

    /// <summary>A tool that there is for trying only.</summary>
    public static readonly ToolDefinition Echo = new("echo", "Writes a word.", JsonDocument.Parse("""
        {"type":"object","properties":{"word":{"type":"string"}},"required":["word"],"additionalProperties":false}
        """).RootElement);

    private int MostOutput => Math.Min(MaxOutputTokens, model.MaxOutputTokens);

    /// <summary>What has been spent so far.</summary>
    public Spending Spent => money.Spent;

    /// <exception cref="ModelFailure">No answer.</exception>
    public Task<AnswerDraft> Ask(ProbeQuestion question, CancellationToken ct)
    {
        var body = Render(question);
        var inputTokens = tokens.Tokens(body.Length);
        var request = new RequestBody((stream, token) => stream.WriteAsync(body, token).AsTask(), body.Length);
        return money.Pay(new Usage(inputTokens, 0, MostOutput, true), () => provider.Call(request, inputTokens, question.Streams, ct), ct);
    }

    /// <summary>What asking could cost at most.</summary>
    public decimal MostUsd(long inputTokens) => model.Price.Of(inputTokens, MostOutput);

    private byte[] Render(ProbeQuestion question)
    {
        var writer = endpoint.Writer;
        var tools = question.NativeTools ? writer.Tools([Echo]) : [];
        var head = new RequestHead(model.Model, tools, MostOutput, question.Streams, CacheKey, null) { Schema = question.Schema };
        return [.. writer.Head(head), .. writer.Words(Speaker.Rules, question.Rules), .. writer.AfterRules.Span, .. writer.Words(Speaker.User, question.Text), .. writer.Tail.Span];
    }
}

internal sealed record ProbeQuestion(string Text, string Rules = "You are being tried. Do exactly what you are asked, and nothing else.", bool Streams = false, bool NativeTools = false)
{
    /// <summary>JSON schema that the answer is to be held to; empty for none.</summary>
    public ReadOnlyMemory<byte> Schema { get; init; }
}
