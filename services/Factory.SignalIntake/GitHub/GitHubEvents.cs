using System.Text.Json;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Judging;

namespace Factory.SignalIntake.GitHub;

/// <summary>What an event of GitHub asks for or tells. Pure: the same event and rules give the same.</summary>
internal static class GitHubEvents
{
    public static ReadDelivery Read(GitHubDelivery delivery)
    {
        if (delivery.Root.ValueKind != JsonValueKind.Object)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It is no JSON object.");
        if (delivery.IsBot(delivery.Sender))
            return ReadDelivery.Ignored("The factory did it itself.");
        return delivery.Event switch
        {
            "ping" => ReadDelivery.Ignored("It is a ping: the webhook works."),
            "issues" => GitHubIssues.Read(delivery),
            "issue_comment" => GitHubComments.Read(delivery),
            _ => ReadDelivery.Ignored($"Nothing follows from events of this kind ({GitHubDelivery.Shown(delivery.Event)})."),
        };
    }
}
