using System.Text.Json;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.GitHub;
using Factory.SignalIntake.PullRequests;
using Factory.SignalIntake.Slack;
using Factory.SignalIntake.Sources;
using Factory.SignalIntake.Webhooks;

namespace Factory.SignalIntake.Judging;

/// <summary>What a stored delivery asks for or tells, by the rules of its source. Never throws for what is in it.</summary>
internal sealed class DeliveryJudge(SignalSources sources)
{
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 64 };

    /// <param name="answers">What Publisher answered when it was asked about the delivery.</param>
    /// <param name="find">Finds the pull requests that the delivery names and does not show.</param>
    public async Task<ReadDelivery> Read(Delivery delivery, PublisherAnswers answers, Func<PullRequestQuery, Task<IReadOnlyList<KnownPullRequest>>> find)
    {
        if (sources.Find(delivery.Source) is not { } source)
            return ReadDelivery.Ignored($"factory.signals.yaml names no source {delivery.Source} any more.");
        if (source.Slack is { } slack)
            return Slack(source, slack, delivery, answers);
        if (delivery.ContentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It is a form. Set the webhook's content type to application/json.");
        try
        {
            using var document = JsonDocument.Parse(delivery.Body, Bounded);
            if (source.Webhook is { } webhook)
                return WebhookReading.Read(source.Name, document.RootElement, webhook, delivery.ExternalId);
            var github = new GitHubDelivery(source, delivery.Event, document.RootElement) { Answers = answers };
            var known = GitHubLookups.Of(github) is { } query ? await find(query) : [];
            return GitHubEvents.Read(github with { Known = known }) with { Seen = Seen(github) };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter: escaped halves of characters, which are no text.
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It is not JSON that can be read.");
        }
    }

    public TargetRepository? Target(Delivery delivery, string? repository) => sources.Find(delivery.Source)?.Find(repository);

    /// <summary>Needs nothing but the delivery: a command is answered by it at once.</summary>
    public static ReadDelivery Slack(SignalSource source, SlackRules rules, Delivery delivery, PublisherAnswers answers)
    {
        try
        {
            return new SlackReading(source.Name, rules, source.RepositoryNames, answers).Read(SlackPayload.Of(delivery.ContentType, delivery.Body));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It is neither JSON nor a form that can be read.");
        }
    }

    public SignalSource Source(Delivery delivery) => sources.Find(delivery.Source)!;

    /// <summary>Whatever is made of the event: who did it, and what is ignored, changes nothing about what the pull request is now.</summary>
    private static KnownPullRequest? Seen(GitHubDelivery github) =>
        github.Event is "pull_request" or "pull_request_review" or "pull_request_review_comment" && github.Root.ValueKind == JsonValueKind.Object && github.Target is not null ? PullRequestReading.Seen(github) : null;
}
