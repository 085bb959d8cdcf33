namespace Factory.Publisher.Connecting;

/// <summary>An App that was made, with its secrets.</summary>
/// <param name="Slug">Its name in addresses; its login is that and <c>[bot]</c>.</param>
/// <param name="Page">Where people see it, and install it from.</param>
/// <param name="PrivateKey">PEM.</param>
/// <param name="WebhookSecret">Null where it has no webhook.</param>
public sealed record CreatedApp(string Id, string Slug, Uri Page, string PrivateKey, string? WebhookSecret)
{
    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"App {Id} ({Slug})";
}
