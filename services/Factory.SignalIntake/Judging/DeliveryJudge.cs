using System.Text.Json;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.GitHub;
using Factory.SignalIntake.Slack;
using Factory.SignalIntake.Sources;
using Factory.SignalIntake.Webhooks;

namespace Factory.SignalIntake.Judging;

/// <summary>What a stored delivery asks for, by the rules of its source. Never throws for what is in it.</summary>
internal sealed class DeliveryJudge(SignalSources sources)
{
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 64 };

    public ReadDelivery Read(Delivery delivery)
    {
        if (sources.Find(delivery.Source) is not { } source)
            return ReadDelivery.Not(DeliveryVerdict.Ignored, $"factory.signals.yaml names no source {delivery.Source} any more.");
        if (source.Slack is { } slack)
            return Slack(source, slack, delivery);
        if (delivery.ContentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It is a form. Set the webhook's content type to application/json.");
        try
        {
            using var document = JsonDocument.Parse(delivery.Body, Bounded);
            return source.GitHub is not null
                ? GitHubEvents.Read(new GitHubDelivery(source, delivery.Event, document.RootElement))
                : WebhookReading.Read(source.Name, document.RootElement, source.Webhook!, delivery.ExternalId);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter: escaped halves of characters, which are no text.
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It is not JSON that can be read.");
        }
    }

    private static ReadDelivery Slack(SignalSource source, SlackRules rules, Delivery delivery)
    {
        try
        {
            return new SlackReading(source.Name, rules, source.RepositoryNames).Read(SlackPayload.Of(delivery.ContentType, delivery.Body));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It is neither JSON nor a form that can be read.");
        }
    }

    public TargetRepository? Target(Delivery delivery, Wish wish) => sources.Find(delivery.Source)?.Find(wish.Repository);

    public SignalSource Source(Delivery delivery) => sources.Find(delivery.Source)!;
}
