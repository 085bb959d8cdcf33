using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Threading.Channels;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Receiving;
using Factory.SignalIntake.Slack;
using Factory.SignalIntake.Sources;
using Factory.SignalIntake.Webhooks;
using Npgsql;

namespace Factory.SignalIntake.Deliveries;

/// <summary><c>POST /hooks/{source}</c>: stores what is authentic and answers when it is safe. What it means is judged later.</summary>
internal sealed class ReceiveDelivery(SignalSources sources, SourceSecrets secrets, DeliveryWriter writer, IMeterFactory meters, TimeProvider time)
{
    /// <summary>GitHub's own limit, see docs.github.com/webhooks/webhook-events-and-payloads.</summary>
    public const int LargestBytes = 25 * 1024 * 1024;

    /// <summary>Of all bodies that are held at once: more are asked to come again.</summary>
    private const long MostHeldBytes = 256L * 1024 * 1024;

    /// <summary>For a body to arrive: whoever knows no secret must not hold others up by sending slowly. GitHub gives up after 10 seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string SendAgain = "Send it again";

    private const int LongestWord = 200;

    private readonly Counter<long> _unauthentic = meters.Create("Factory.SignalIntake").CreateCounter<long>("factory.intake.unauthentic", description: "Deliveries with a wrong proof, or none");
    private long _held;

    public async Task<IResult> Handle(string source, HttpContext context, CancellationToken ct)
    {
        if (sources.Find(source) is not { } known)
            return Results.Problem("factory.signals.yaml names no such source.", statusCode: StatusCodes.Status404NotFound, title: "No such source");
        var held = 0L;
        try
        {
            return await Receive(known, context, Hold, ct);
        }
        catch (SignalRefused refused)
        {
            return refused.ToProblem();
        }
        catch (Exception away) when (away is NpgsqlException or ChannelClosedException)
        {
            return Later(context, "What arrives cannot be stored at the moment.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Results.Problem($"The body did not arrive within {Patience.TotalSeconds} seconds.", statusCode: StatusCodes.Status408RequestTimeout, title: "The delivery came too slowly");
        }
        finally
        {
            Interlocked.Add(ref _held, -held);
        }

        void Hold(int bytes)
        {
            held += bytes;
            if (Interlocked.Add(ref _held, bytes) <= MostHeldBytes)
                return;
            AskAgain(context);
            throw SignalRefused.Unavailable(SendAgain, "Too much arrives at once.");
        }
    }

    private async Task<IResult> Receive(SignalSource source, HttpContext context, Action<int> hold, CancellationToken ct)
    {
        var body = await Body(context.Request, hold, ct);
        if (Doubt(source, context.Request, body) is { } doubt)
        {
            _unauthentic.Add(1, new KeyValuePair<string, object?>("source", source.Name));
            return Results.Problem(doubt, statusCode: StatusCodes.Status401Unauthorized, title: "The delivery is not authentic");
        }

        if (source.Slack is not null && SlackReceiving.Challenge(context.Request.ContentType ?? "", body) is { } challenge)
            return Results.Text(challenge, "text/plain");
        var delivery = Read(source, context.Request, body);
        await writer.Store(delivery, ct);
        return source.Slack is not null ? SlackReceiving.Answer(delivery, new DeliveryJudge(sources)) : Results.Text($$"""{"deliveryId":"{{delivery.Id}}"}""", "application/json", statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>Why it is not known to be the source's; null where it is.</summary>
    private string? Doubt(SignalSource source, HttpRequest request, byte[] body)
    {
        var secret = secrets.Of(source);
        if (source.Slack is not null)
            return SlackProof.Holds(request.Headers[SlackProof.SignatureHeader].FirstOrDefault(), request.Headers[SlackProof.TimeHeader].FirstOrDefault(), secret, body, time.GetUtcNow())
                ? null
                : $"Its signature in {SlackProof.SignatureHeader} is missing or wrong, or older than five minutes: compare the app's signing secret, and the clock.";
        var proof = source.Webhook?.Proof ?? WebhookProof.GitHub;
        return proof.Holds(request.Headers[proof.Header].FirstOrDefault(), secret, body) ? null : $"Its proof in {proof.Header} is missing or wrong: compare the secret on both sides.";
    }

    private async Task<byte[]> Body(HttpRequest request, Action<int> hold, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        return await RequestBytes.Read(request, LargestBytes, "A delivery", either.Token, hold);
    }

    private Delivery Read(SignalSource source, HttpRequest request, byte[] body)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var contentType = Word(request.ContentType, "Content-Type") ?? "";
        if (source.Slack is not null)
            return SlackReceiving.Read(id, source, contentType, body);
        return source.GitHub is null
            ? new Delivery(id, source.Team, source.Name, Convert.ToHexStringLower(SHA256.HashData(body)), "", contentType, body)
            : new Delivery(id, source.Team, source.Name, Needed(request, "X-GitHub-Delivery"), Needed(request, "X-GitHub-Event"), contentType, body);
    }

    private static string Needed(HttpRequest request, string header) =>
        Word(request.Headers[header].FirstOrDefault(), header) ?? throw SignalRefused.BadRequest($"The header {header} is missing", "GitHub sends it with every delivery.");

    private static string? Word(string? value, string header) =>
        string.IsNullOrEmpty(value) ? null
        : value.Length <= LongestWord && value.All(character => character is >= ' ' and <= '~') ? value
        : throw SignalRefused.BadRequest($"The header {header} cannot be read", $"It must be plain text of at most {LongestWord} characters.");

    private static IResult Later(HttpContext context, string why)
    {
        AskAgain(context);
        return Results.Problem(why, statusCode: StatusCodes.Status503ServiceUnavailable, title: SendAgain);
    }

    private static void AskAgain(HttpContext context) => context.Response.Headers.RetryAfter = "5";
}
