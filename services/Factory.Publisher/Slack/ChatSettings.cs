using Factory.Settings;

namespace Factory.Publisher.Slack;

/// <summary>A chat that answers are given in: a Slack app, as it is installed in a workspace or in an organisation.</summary>
/// <param name="Name">As signals name it in where they came from.</param>
/// <param name="Api">Where its Web API is, without a final slash.</param>
/// <param name="Token">The bot's token, <c>xoxb-…</c>.</param>
internal sealed record ChatSettings(string Name, Uri Api, KeySource Token)
{
    /// <summary>Slack's own; GovSlack has another.</summary>
    public static readonly Uri Public = new("https://slack.com/api");

    /// <summary>Teams whose missions may speak there; null for all.</summary>
    public IReadOnlySet<string>? Teams { get; init; }

    /// <summary>For Socket Mode; null where Slack sends to SignalIntake by HTTP.</summary>
    public SocketSettings? Socket { get; init; }
}

/// <param name="Token">The app's token, <c>xapp-…</c>, with <c>connections:write</c>.</param>
/// <param name="Source">The source of <c>factory.signals.yaml</c> that its deliveries are of.</param>
/// <param name="Team">That source's team.</param>
internal sealed record SocketSettings(KeySource Token, string Source, string Team);
