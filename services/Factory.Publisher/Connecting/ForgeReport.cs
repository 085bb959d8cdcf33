namespace Factory.Publisher.Connecting;

/// <summary>How a forge of <c>factory.publisher.yaml</c> is connected.</summary>
/// <param name="Webhook">Where it sends what happens; null for nowhere, or where it cannot be told.</param>
public sealed record ForgeReport(string Name, Uri Address, Uri? Webhook, IReadOnlyList<ConnectionFinding> Findings);
