namespace Factory.Settings;

/// <summary>A provider's key. Never printed: whatever formats it shows a placeholder.</summary>
public sealed class ApiKey(string? secret) : IEquatable<ApiKey>
{
    public const string Placeholder = "[key]";

    public static readonly ApiKey None = new(null);

    private readonly string? secret = secret;

    /// <summary>For the request header only. Local servers want some key, whichever.</summary>
    public string Reveal() => secret ?? "none";

    /// <summary>The text without the key, for what a provider says about it.</summary>
    public string Redact(string text) => secret is null ? text : text.Replace(secret, Placeholder, StringComparison.Ordinal);

    public bool Equals(ApiKey? other) => other is not null && string.Equals(secret, other.secret, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as ApiKey);

    public override int GetHashCode() => secret?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => Placeholder;
}
