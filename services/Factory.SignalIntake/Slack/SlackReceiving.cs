using System.Security.Cryptography;
using System.Text.Json;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.GitHub;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Sources;

namespace Factory.SignalIntake.Slack;

/// <summary>What Slack's deliveries are stored as, and answered with: within three seconds, else it comes again.</summary>
internal static class SlackReceiving
{
    private const int LongestChallenge = 1_000;

    /// <summary>What Slack asks when an address is entered, to be sent back; null for anything else.</summary>
    public static string? Challenge(string contentType, byte[] body) =>
        Payload(contentType, body)?.Root is { } root && root.Text("type") == "url_verification" && root.Text("challenge") is { Length: > 0 and <= LongestChallenge } challenge ? challenge : null;

    /// <summary>Retries are the same event: they have its id.</summary>
    public static Delivery Read(Guid id, SignalSource source, string contentType, byte[] body)
    {
        var payload = Payload(contentType, body);
        return new Delivery(id, source.Team, source.Name, payload?.ExternalId ?? Convert.ToHexStringLower(SHA256.HashData(body)), payload?.Kind ?? "", contentType, body);
    }

    /// <summary>A command is answered where it was typed, to its author alone; the rest is told in the channel, or not at all.</summary>
    public static IResult Answer(SignalSource source, SlackRules rules, Delivery delivery)
    {
        if (delivery.Event != SlackPayload.Commands)
            return Results.Ok();
        var read = DeliveryJudge.Slack(source, rules, delivery, PublisherAnswers.None);
        var text = read switch
        {
            { Wish: not null } => "Noted. What comes of it is told in this channel.",
            { Person: not null } => "Noted. If you may ask for work, what comes of it is told in this channel.",
            _ => read.Why,
        };
        return Results.Text(JsonSerializer.Serialize(new { response_type = "ephemeral", text = Escaped(text) }), "application/json", statusCode: StatusCodes.Status200OK);
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Null where it cannot be read: it is stored all the same, and judged then.</summary>
    private static SlackPayload? Payload(string contentType, byte[] body)
    {
        try
        {
            return SlackPayload.Of(contentType, body);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
