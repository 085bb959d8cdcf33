using Factory.Contracts.Gateway;
using Factory.Router.Gateway.Metering;
using Factory.Router.Gateway.Requests;
using Factory.Router.Gateway.Translating;
using Yarp.ReverseProxy.Forwarder;

namespace Factory.Router.Gateway.Forwarding;

/// <summary>Passes a call on to one model, and its answer back.</summary>
internal sealed class ModelForwarder(IHttpForwarder forwarder, ProviderConnections connections, TimeProvider time)
{
    /// <summary>One token of a stream with all of its envelope, and with the probabilities of others.</summary>
    private const long LongestToken = 4096;
    private const long LeastAnswer = 1 << 20;

    /// <exception cref="RequestRefused">The request cannot be passed on.</exception>
    public async Task<Asked> Ask(GatewayCall call, Upstream upstream, UsageMeter meter)
    {
        var context = call.Context;
        using var translation = upstream.Protocol == call.Protocol ? null : Translation.Of(call, upstream, time.GetUtcNow());
        var request = translation?.Request ?? new ForwardedBody(call.Body, upstream.Model.Model);
        var attempt = new Attempt(upstream, request.ContentLength, translation);
        using var patience = new CancellationTokenSource(upstream.Model.Timeout, time);
        var (callersRequest, callersResponse) = (context.Request.Body, context.Response.Body);
        context.Response.Clear();
        context.Request.Body = request;
        context.Response.Body = new PassingBody(callersResponse, meter, translation, LongestAnswer(call, upstream), () => Release(call, request));
        try
        {
            var config = call.Fields.Stream ? upstream.Streamed : upstream.Whole;
            var error = await forwarder.SendAsync(context, upstream.Destination, connections.Invoker, config, attempt, patience.Token);
            return error == ForwarderError.None && attempt.Error is null && translation is not null
                ? await End(context, translation, callersResponse)
                : Result(context, error, attempt, request, patience.IsCancellationRequested);
        }
        finally
        {
            (context.Request.Body, context.Response.Body) = (callersRequest, callersResponse);
        }
    }

    private static async Task<Asked> End(HttpContext context, Translation translation, Stream caller)
    {
        try
        {
            await caller.WriteAsync(translation.End(), context.RequestAborted);
            return Asked.Answered;
        }
        catch (InvalidDataException error) when (!context.Response.HasStarted)
        {
            return new Asked(GatewayOutcome.Failed, Reason: error.Message);
        }
        catch (InvalidDataException error)
        {
            // Half of an answer must not look whole.
            context.Abort();
            return new Asked(GatewayOutcome.Broken, Reason: error.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return new Asked(GatewayOutcome.Cancelled, Reason: "The caller went away.");
        }
    }

    private static long LongestAnswer(GatewayCall call, Upstream upstream) =>
        LeastAnswer + LongestToken * call.Fields.Choices * (call.Fields.MostTokens ?? upstream.Model.MaxOutputTokens);

    /// <summary>From its first byte on the answer is this model's: what was kept for another is not needed any more, and streams may be long.</summary>
    private static void Release(GatewayCall call, OutgoingBody request)
    {
        if (request.IsSent)
        {
            call.Body.Dispose();
        }
    }

    private static Asked Result(HttpContext context, ForwarderError error, Attempt attempt, OutgoingBody request, bool tookTooLong)
    {
        var key = attempt.Upstream.Model.Key;
        if (error == ForwarderError.None)
        {
            return attempt.Error is { } said ? new Asked(GatewayOutcome.Failed, said, Sent: false, Reason: $"{said.Status}: {said.Said(key)}") : Asked.Answered;
        }

        var exception = context.Features.Get<IForwarderErrorFeature>()?.Exception;
        if (context.RequestAborted.IsCancellationRequested && !tookTooLong && !attempt.ProviderBrokeOff(error) && exception is not InvalidDataException)
        {
            return new Asked(GatewayOutcome.Cancelled, Sent: request.IsSent, Reason: "The caller went away.");
        }

        if (!context.Response.HasStarted && error is ForwarderError.RequestBodyClient)
        {
            throw request.Refused ?? Bad(exception) ?? (Exception)RequestRefused.Invalid("The body broke off.");
        }

        var timedOut = tookTooLong || error is ForwarderError.RequestTimedOut || exception is OperationCanceledException;
        return new Asked(
            context.Response.HasStarted ? GatewayOutcome.Broken : GatewayOutcome.Failed, null, Sent: timedOut || attempt.HasAnswered, timedOut, $"{error}: {key.Redact(exception?.Message ?? "")}");
    }

    private static BadHttpRequestException? Bad(Exception? exception) =>
        exception as BadHttpRequestException ?? (exception as AggregateException)?.Flatten().InnerExceptions.OfType<BadHttpRequestException>().FirstOrDefault();
}
