namespace Factory.Router.Casting;

/// <summary>A provider's key. Never printed: whatever formats it shows a placeholder.</summary>
internal sealed class ApiKey(string? secret)
{
    public const string Placeholder = "[key]";

    public static readonly ApiKey None = new(null);

    /// <summary>For the request header only. Local servers want some key, whichever.</summary>
    public string Reveal() => secret ?? "none";

    /// <summary>The text without the key, for what a provider says about it.</summary>
    public string Redact(string text) => secret is null ? text : text.Replace(secret, Placeholder, StringComparison.Ordinal);

    public override string ToString() => Placeholder;
}
