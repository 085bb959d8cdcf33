using System.ClientModel;
using System.Text.Json;
using Anthropic.Exceptions;
using Factory.Contracts.Runs;
using Factory.Router.Casting;
using Factory.Router.Ledger;
using Factory.Router.Models;

namespace Factory.Router.Protocols;

/// <summary>One request to a provider and its whole answer, or why there is none. What a failed one cost is part of why.</summary>
internal sealed class ProviderCall(CastModel model, IProviderEndpoint endpoint, RequestRenderer renderer, TokenEstimate tokens, TimeProvider time)
{
    /// <summary>An answer shorter than this could not even hold a call of finish.</summary>
    private const int LeastOutputTokens = 256;

    /// <exception cref="ModelFailure">There is no answer, or none that may be used.</exception>
    public async Task<(AnswerDraft Answer, Usage Usage)> Call(RequestPlan plan, ModelCall call, CancellationToken cancellationToken)
    {
        var (body, inputTokens) = await Body(plan, call.Budget, cancellationToken);
        return await Call(body, inputTokens, plan.Head.Streams, cancellationToken, call.Began);
    }

    /// <param name="inputTokens">As estimated, for what the provider does not count.</param>
    /// <param name="began">Called when the first byte of the answer has come.</param>
    /// <exception cref="ModelFailure">There is no answer, or none that may be used.</exception>
    public async Task<(AnswerDraft Answer, Usage Usage)> Call(RequestBody body, long inputTokens, bool streams, CancellationToken cancellationToken, Action? began = null)
    {
        var draft = new AnswerDraft { Began = began };
        using var patience = new CancellationTokenSource(model.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await Send(body, streams, draft, either.Token);
        }
        catch (Exception error) when (IsOfTheCall(error) && !cancellationToken.IsCancellationRequested)
        {
            throw Failure(error, body.IsSent ? draft.Usage(inputTokens, tokens.Tokens) : null);
        }

        var usage = draft.Usage(inputTokens, tokens.Tokens);
        if (draft.InputTokens is { } counted)
            tokens.Learn(body.Length, counted);
        return Refusal(draft, usage) is { } refusal ? throw refusal : (draft, usage);
    }

    private async Task Send(RequestBody body, bool streams, AnswerDraft draft, CancellationToken cancellationToken)
    {
        using var response = await endpoint.Send(body, streams, cancellationToken);
        if (response.Status is < 200 or > 299)
            throw await ProviderErrors.Read(model, response, time.GetUtcNow(), cancellationToken);
        await AnswerReading.Read(endpoint.Reader, response, draft, model.IdleTimeout, time, cancellationToken);
    }

    private static bool IsOfTheCall(Exception error) =>
        error is OperationCanceledException or WentSilent or ProviderError or JsonException or HttpRequestException or IOException or InvalidDataException or ClientResultException or AnthropicException;

    /// <param name="spent">What the provider charges, as far as is known; null where it did not get the whole request.</param>
    private ModelFailure Failure(Exception error, Usage? spent) => error switch
    {
        OperationCanceledException => new ModelFailure(FailureKind.TimedOut, $"no answer from {model.BaseUrl} within {model.Timeout}.", innerException: error) { Spent = spent },
        WentSilent => new ModelFailure(FailureKind.TimedOut, $"{model.BaseUrl} {error.Message}.", innerException: error) { Spent = spent },
        ProviderError said => ProviderErrors.In(model, said, spent),
        JsonException => new ModelFailure(FailureKind.Broken, $"{model.BaseUrl} did not answer in the words of {endpoint.Writer.Format}.", innerException: error) { Spent = spent },
        _ => new ModelFailure(FailureKind.Broken, $"the call to {model.BaseUrl} broke: {model.Key.Redact(error.Message)}", innerException: error) { Spent = spent },
    };

    private ModelFailure? Refusal(AnswerDraft draft, Usage usage) => draft switch
    {
        { Stop: Stop.Refused } or { Refusal.Length: > 0, Calls.Count: 0 } =>
            new ModelFailure(FailureKind.Refused, $"{model.Model} would not answer this. {ProviderErrors.Shown(model.Key, draft.Refusal)}".TrimEnd()) { Spent = usage },
        { Stop: Stop.ContextFull } =>
            new ModelFailure(FailureKind.ContextTooLong, $"the transcript and the answer do not fit into {model.Model} together.") { Spent = usage },
        _ => null,
    };

    /// <summary>A method of its own: nothing that is needed to measure the request lives on while its answer is waited for.</summary>
    private async Task<(RequestBody Body, long InputTokens)> Body(RequestPlan plan, CallBudget? budget, CancellationToken cancellationToken)
    {
        var length = await renderer.Measure(plan, cancellationToken);
        var inputTokens = tokens.Tokens(length);
        var context = Math.Min(model.ContextTokens, plan.ContextTokens ?? int.MaxValue);
        if (inputTokens + LeastOutputTokens > context)
            throw new ModelFailure(FailureKind.ContextTooLong, $"the transcript is about {inputTokens:N0} tokens, and {model.Model} takes {context:N0} at most.");
        var most = (int)Math.Min(model.MaxOutputTokens, context - inputTokens);
        var affordable = budget is null ? most : await budget.OutputTokens(inputTokens, LeastOutputTokens, most, cancellationToken);
        var affordablePlan = plan with { Head = plan.Head with { MaxOutputTokens = affordable } };
        return (new RequestBody((stream, token) => renderer.Write(affordablePlan, stream, token), length), inputTokens);
    }
}
