using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Concurrent;
using System.Text.Json;
using Factory.Contracts.Runs;
using Factory.Droids.Tools;
using Factory.Router.Casting;
using Factory.Router.Models;
using OpenAI;
using OpenAI.Chat;

namespace Factory.Router.OpenAi;

/// <summary>A model behind an endpoint that speaks OpenAI's Chat Completions.</summary>
internal sealed class OpenAiModel(CastModel model, ProviderHttp http, ChatRequestRenderer renderer, TimeProvider time) : IModel
{
    private const long LongestAnswer = 16L * 1024 * 1024;

    /// <summary>An answer shorter than this could not even hold a call of finish.</summary>
    private const int LeastOutputTokens = 256;

    /// <summary>The usual rule of thumb, for what is asked before the provider has counted.</summary>
    private const int BytesPerToken = 4;

    private readonly ConcurrentDictionary<string, byte[]> tools = new(StringComparer.Ordinal);

    private readonly ChatClient client = new(model.Model, new ApiKeyCredential(model.Key.Reveal()), new OpenAIClientOptions
    {
        Endpoint = model.BaseUrl,
        NetworkTimeout = model.Timeout,

        // Tried again by the router, which knows the fallbacks.
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        Transport = new HttpClientPipelineTransport(http.Client),
    });

    public async Task<ModelAnswer> Ask(ModelCall call, CancellationToken cancellationToken)
    {
        var ask = call.Ask;
        var content = await Content(call, cancellationToken);
        using var patience = new CancellationTokenSource(model.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await Call(ask, content.Body, content.InputTokens, either.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelFailure(FailureKind.TimedOut, $"no answer from {model.BaseUrl} within {model.Timeout}.", innerException: error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or InvalidDataException or ClientResultException)
        {
            throw new ModelFailure(FailureKind.Broken, $"the call to {model.BaseUrl} broke: {model.Key.Redact(error.Message)}", innerException: error);
        }
        catch (JsonException error)
        {
            throw new ModelFailure(FailureKind.Broken, $"{model.BaseUrl} did not answer a chat completion.", innerException: error);
        }
    }

    private async Task<ModelAnswer> Call(AskModel ask, ChatRequestContent body, long inputTokens, CancellationToken cancellationToken)
    {
        var options = new RequestOptions { BufferResponse = false, CancellationToken = cancellationToken, ErrorOptions = ClientErrorBehaviors.NoThrow };
        var result = await client.CompleteChatAsync(body, options);
        using var response = result.GetRawResponse();
        if (response.IsError || response.Status is < 200 or > 299)
        {
            throw await ProviderErrors.Read(model, response, time.GetUtcNow(), cancellationToken);
        }

        await using var limited = new LimitedStream(response.ContentStream ?? Stream.Null, LongestAnswer);
        var answer = await ChatAnswer.Read(limited, ask.Turn, cancellationToken);
        return Answered(answer, inputTokens);
    }

    /// <summary>A method of its own: nothing that is needed to measure the request lives on while its answer is waited for.</summary>
    private async Task<(ChatRequestContent Body, long InputTokens)> Content(ModelCall call, CancellationToken cancellationToken)
    {
        var ask = call.Ask;
        var head = new ChatRequestHead(model.Model, Tools(ask), model.MaxOutputTokens);
        var length = await renderer.Measure(ask, head, cancellationToken);
        var inputTokens = length / BytesPerToken;
        if (inputTokens + LeastOutputTokens > model.ContextTokens)
        {
            throw new ModelFailure(FailureKind.ContextTooLong, $"the transcript is about {inputTokens:N0} tokens, and {model.Model} takes {model.ContextTokens:N0} at most.");
        }

        var most = (int)Math.Min(model.MaxOutputTokens, model.ContextTokens - inputTokens);
        var affordable = call.Budget is null ? most : await call.Budget.OutputTokens(inputTokens, LeastOutputTokens, most, cancellationToken);
        return (new ChatRequestContent(renderer, ask, head with { MaxOutputTokens = affordable }, length), inputTokens);
    }

    private byte[] Tools(AskModel ask) =>
        tools.GetOrAdd($"{ask.Role} {string.Join(',', ask.Tools)}", static (_, ask) => ChatRequestHead.RenderTools(ToolCatalog.For(ask.Role, ask.Tools)), ask);

    /// <summary>What a provider does not count is estimated, never taken for free.</summary>
    private ModelAnswer Answered(ChatAnswer answer, long estimatedInput)
    {
        var input = answer.InputTokens ?? estimatedInput;
        var output = answer.OutputTokens ?? (answer.Answer.Text.Length + answer.Answer.Calls.Sum(call => (long)call.Arguments.Length)) / BytesPerToken;
        var usage = new Usage(input, 0, output, answer.InputTokens is null || answer.OutputTokens is null);
        return new ModelAnswer(answer.Answer, new Spending(model.Price.Of(input, output), input + output, 1), usage);
    }
}
