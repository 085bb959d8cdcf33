using Factory.Contracts.Gateway;
using Factory.Contracts.Runs;
using Factory.Router.Choosing;
using Factory.Router.Gateway.Forwarding;
using Factory.Router.Gateway.Metering;
using Factory.Router.Gateway.Recording;
using Factory.Router.Gateway.Requests;
using Factory.Router.Ledger;
using Factory.Router.Models;

namespace Factory.Router.Gateway;

/// <summary>
/// Asks the models of a call one after the other, until one answers or the caller has seen the first byte of an answer. Each is reserved before it is asked, and settled by what
/// its answer said it used.
/// </summary>
internal sealed partial class GatewayCaller(ModelForwarder forwarder, Slices slices, EndpointHealth health, GatewayHistory history, TimeProvider time, ILogger<GatewayCaller> log)
{
    /// <summary>What calls of the gateway are shown under.</summary>
    private const string Role = "gateway";

    /// <summary>Of models that were hung up on without a count; most write slower.</summary>
    private const int UnseenTokensPerSecond = 100;

    /// <exception cref="RequestRefused">The request cannot be passed on to any of them.</exception>
    public async Task Call(GatewayCall call)
    {
        history.CheckRoom();
        if (call.Upstreams.Count > 1 || call.Upstreams[0].Protocol != call.Protocol)
        {
            await call.Body.ReadAll(call.Context.RequestAborted);
        }

        var (spent, usd) = (Usage.None, 0m);
        for (var index = 0; ; index++)
        {
            var upstream = call.Upstreams[index];

            // What was not held is gone once it was sent: it cannot be sent again.
            var isLast = index == call.Upstreams.Count - 1 || !call.Body.Complete;
            call.Fields.Bound(upstream.Model.MaxOutputTokens);
            var money = await Reserve(call, upstream);
            if (money.Reservation is not { } reservation)
            {
                if (!isLast)
                {
                    continue;
                }

                history.Add(call, upstream, spent, usd, GatewayOutcome.OverBudget, index);
                throw OverBudget(money);
            }

            using (reservation)
            {
                if (!isLast && !health.Of(upstream.Model).TryEnter())
                {
                    continue;
                }

                var (asked, usage) = await Ask(call, upstream, reservation);
                (spent, usd) = (spent + usage, usd + upstream.Model.Price.Of(usage));
                if (asked.Outcome == GatewayOutcome.Failed && !isLast && asked.Error is not { MayFallBack: false })
                {
                    continue;
                }

                history.Add(call, upstream, spent, usd, asked.Outcome, index + 1);
                if (asked.Outcome == GatewayOutcome.Failed)
                {
                    await FailedAnswer.Write(call, upstream, asked, time.GetUtcNow());
                }

                return;
            }
        }
    }

    private static int MostOutput(GatewayCall call, Upstream upstream) =>
        (int)Math.Min((call.Fields.MostTokens ?? upstream.Model.MaxOutputTokens) * call.Fields.Choices, int.MaxValue);

    private ValueTask<SliceAnswer> Reserve(GatewayCall call, Upstream upstream)
    {
        var input = Math.Min(call.InputTokens(upstream.Model.ContextTokens), upstream.Model.ContextTokens);
        return slices.Reserve(new SliceCall(call.Person.Account, call.Person.Caps, Role, upstream.Model, input, MostOutput(call, upstream)), call.Context.RequestAborted);
    }

    private async Task<(Asked Asked, Usage Usage)> Ask(GatewayCall call, Upstream upstream, SliceReservation reservation)
    {
        var (meter, began) = (new UsageMeter(upstream.Protocol), time.GetTimestamp());
        var asked = await Ask(call, upstream, meter);
        if (asked.Outcome is not (GatewayOutcome.Answered or GatewayOutcome.Cancelled))
        {
            DidNotAnswer(upstream.Model.Name, asked.Reason);
        }

        if (!asked.Sent)
        {
            return (asked, Usage.None);
        }

        var usage = meter.Usage(call.InputTokens(upstream.Model.ContextTokens), whole: asked.Outcome == GatewayOutcome.Answered);
        return (asked, reservation.Settle(asked.Outcome == GatewayOutcome.Cancelled ? WithUnseen(usage, time.GetElapsedTime(began), MostOutput(call, upstream)) : usage));
    }

    /// <summary>Whoever hangs up before an answer that comes at once, or while a model thinks, has seen next to nothing of what the provider wrote and charges.</summary>
    private static Usage WithUnseen(Usage usage, TimeSpan took, int most) =>
        usage.OutputTokens >= took.TotalSeconds ? usage : usage with { OutputTokens = Math.Min(most, (long)Math.Ceiling(took.TotalSeconds * UnseenTokensPerSecond)), Estimated = true };

    private async Task<Asked> Ask(GatewayCall call, Upstream upstream, UsageMeter meter)
    {
        var circuit = health.Of(upstream.Model);
        try
        {
            var asked = await forwarder.Ask(call, upstream, meter);
            Tell(circuit, asked, call.Person.Key.Id);
            return asked;
        }
        catch
        {
            circuit.GivenUp();
            throw;
        }
    }

    /// <summary>
    /// Endpoints that do not answer rest for a while, for calls of the gateway as for those of droids. That nobody is there, or that the provider says so, is the endpoint's health
    /// alone. An inner error (500), silence or half of an answer may as well be due to what this caller sent.
    /// </summary>
    private static void Tell(Circuit circuit, Asked asked, Guid caller)
    {
        if (asked.Outcome == GatewayOutcome.Cancelled)
        {
            circuit.GivenUp();
        }
        else if (asked.Outcome == GatewayOutcome.Answered || asked.Error is { Status: < 500 and not 408 })
        {
            circuit.Answered();
        }
        else
        {
            var isAway = asked.Error is { Status: 502 or 503 or 529 } || asked is { Error: null, Sent: false };
            circuit.Failed(new ModelFailure(asked.TimedOut ? FailureKind.TimedOut : FailureKind.Broken, asked.Reason), isAway ? null : caller);
        }
    }

    private static RequestRefused OverBudget(SliceAnswer money) => money.MayComeBack
        ? new RequestRefused(StatusCodes.Status429TooManyRequests, "rate_limit_exceeded", money.Refusal!)
        : new RequestRefused(StatusCodes.Status402PaymentRequired, "insufficient_quota", $"Not asked: {money.Refusal} Ask whoever made your key, or runs the factory.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model {Model} did not answer a call of the gateway: {Reason}")]
    private partial void DidNotAnswer(string model, string reason);
}
