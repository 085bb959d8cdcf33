using System.Text.Json;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.History;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Incidents;
using Factory.SignalIntake.Judging;
using static Factory.SignalIntake.GitHub.GitHubDelivery;

namespace Factory.SignalIntake.GitHub;

/// <summary>Deployments to production and releases: remembered for the next incident, and asked whether the documentation must follow.</summary>
internal static class GitHubDeployments
{
    public static ReadDelivery Read(GitHubDelivery delivery)
    {
        var (status, deployment) = (delivery.Root.At("deployment_status"), delivery.Root.At("deployment"));
        if (delivery.Target is not { } target)
            return GitHubEvents.Unlisted(delivery);
        if (status.Text("state") != "success" || !IsProduction(status, deployment))
            return ReadDelivery.Ignored("Only a deployment to production that succeeded is remembered.");
        if (PullRequestReading.Commit(deployment.Text("sha")) is not { } commit || deployment.Number("id") is not { } id)
            return ReadDelivery.Not(DeliveryVerdict.Rejected, "It has no commit or id.");
        var what = $"{OneLine.Of(deployment.Text("ref") ?? commit, 100)} was deployed to {Environment(status, deployment)}";
        var read = target.Docs ? Documented(delivery, status, commit, what) : ReadDelivery.Tells($"{what}; it is told with the next incident.");
        return read with { Happened = new Happened($"deployed:{id}", delivery.Repository!, what, commit, null) };
    }

    public static ReadDelivery Release(GitHubDelivery delivery)
    {
        var release = delivery.Root.At("release");
        if (delivery.Target is null)
            return GitHubEvents.Unlisted(delivery);
        if (delivery.Action != "published" || release.Number("id") is not { } id)
            return ReadDelivery.Ignored($"Nothing follows from a release that was {Shown(delivery.Action)}.");
        var what = $"release {OneLine.Of(release.Text("tag_name") ?? "", 100)} was published";
        return ReadDelivery.Tells($"{what}; it is told with the next incident.") with { Happened = new Happened($"released:{id}", delivery.Repository!, what, null, Link(release)) };
    }

    /// <summary>One commit is documented once, however often it is deployed. Who may deploy may write.</summary>
    private static ReadDelivery Documented(GitHubDelivery delivery, JsonElement status, string commit, string what)
    {
        var origin = new Origin(delivery.Source.Name, Shown(status.At("creator").Text("login")), Trust.Writer);
        var text = $"{what} (commit {commit}). Look whether the documentation still says what the code does, and bring up to date what does not.";
        return ReadDelivery.Asks(new Wish($"github:{delivery.Repository}:documented:{commit}", MissionKind.Docs, delivery.Repository, $"Documentation of what was deployed at {commit[..12]}", text, origin) { Deployed = commit, Commanded = true }, $"{what}.");
    }

    private static bool IsProduction(JsonElement status, JsonElement deployment) =>
        deployment.At("production_environment").ValueKind == JsonValueKind.True || Environment(status, deployment).ToLowerInvariant() is "production" or "prod";

    private static string Environment(JsonElement status, JsonElement deployment) => Shown(status.Text("environment") ?? deployment.Text("environment"));
}
