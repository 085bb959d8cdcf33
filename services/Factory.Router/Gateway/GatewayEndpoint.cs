using Factory.Router.Casting;
using Factory.Router.Gateway.Keys;
using Factory.Router.Gateway.Requests;
using Factory.Settings;
using Npgsql;

namespace Factory.Router.Gateway;

/// <summary>Takes what people's tools ask: finds whose key it is and what is asked for, and answers errors as the caller's protocol has them.</summary>
internal sealed partial class GatewayEndpoint(GatewayKeys keys, KeyPlaces places, GatewayModels models, GatewayCaller caller, GatewayOptions options, HeldBodies held, TimeProvider time, ILogger<GatewayEndpoint> log)
{
    public async Task Call(HttpContext context, Protocol protocol)
    {
        var started = time.GetTimestamp();
        try
        {
            var person = await Person(context);
            CheckAddress(context.Request);
            using var place = places.Enter(person.Key);
            using var body = await HeldBody.Read(context, options, held);
            await caller.Call(new GatewayCall(context, protocol, person, body, models.Find(body.Fields.Model!), started));
        }
        catch (Exception error) when (!context.Response.HasStarted && Refusal(error, context) is { } refused)
        {
            await GatewayError.Write(context, protocol, refused);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
    }

    public async Task List(HttpContext context)
    {
        var protocol = context.Request.Headers.ContainsKey("anthropic-version") ? Protocol.Messages : Protocol.Chat;
        try
        {
            await Person(context);
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(ModelList.Write(models.Names), context.RequestAborted);
        }
        catch (Exception error) when (!context.Response.HasStarted && Refusal(error, context) is { } refused)
        {
            await GatewayError.Write(context, protocol, refused);
        }
    }

    private async ValueTask<GatewayPerson> Person(HttpContext context) =>
        await keys.Find(context.Request, context.RequestAborted)
        ?? throw new RequestRefused(
            StatusCodes.Status401Unauthorized, "invalid_api_key", "This is no key of the gateway, or it was revoked. An operator makes one with: ./factory token create --team TEAM --name NAME --gateway");

    /// <summary>Queries end in the logs of whatever is in between.</summary>
    private static void CheckAddress(HttpRequest request)
    {
        // Anthropic's packages say so of what is new; it changes nothing here.
        if (request.QueryString.HasValue && request.QueryString.Value != "?beta=true")
        {
            throw RequestRefused.Invalid("The gateway takes nothing from the query. Keys go into the header Authorization or x-api-key.");
        }

        if (request.Headers.Upgrade.Count > 0)
        {
            throw RequestRefused.Invalid("The gateway speaks HTTP and nothing that a connection is upgraded to.");
        }
    }

    private RequestRefused? Refusal(Exception error, HttpContext context)
    {
        switch (error)
        {
            case RequestRefused refused:
                return refused;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return RequestRefused.TooLong($"The body is longer than {options.LongestBody} bytes.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return new RequestRefused(StatusCodes.Status408RequestTimeout, "timeout", "The body came too slowly.");
            case BadHttpRequestException bad:
                return RequestRefused.Invalid(bad.Message);
            case KeyMissing missing:
                NoKey(missing.Message);
                return new RequestRefused(StatusCodes.Status502BadGateway, "upstream_misconfigured", "The router has no key for this model's provider. Whoever runs the factory finds more in the router's log.");
            case NpgsqlException when !context.RequestAborted.IsCancellationRequested:
                NoDatabase(error);
                return new RequestRefused(StatusCodes.Status503ServiceUnavailable, "unavailable", "The factory's database does not answer, so keys and budgets cannot be looked up. Try again in a while.");
            default:
                return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call of the gateway was refused: {Reason}")]
    private partial void NoKey(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call of the gateway was refused: the database does not answer.")]
    private partial void NoDatabase(Exception error);
}
