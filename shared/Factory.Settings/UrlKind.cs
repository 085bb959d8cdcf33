using System.Text.Json.Nodes;

namespace Factory.Settings;

/// <summary>An address that requests go to.</summary>
public sealed class UrlKind : SettingsKind<Uri>
{
    public static readonly UrlKind Instance = new();

    private UrlKind()
    {
    }

    public override Uri Read(SettingsNode node)
    {
        const string expected = "write an absolute http or https address, for example https://api.openai.com/v1.";
        if (!Uri.TryCreate(Written(node, expected), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw node.Wrong(expected);

        // Addresses end in logs and messages.
        return url is { UserInfo: "", Query: "", Fragment: "" }
            ? url
            : throw node.Wrong("no user, query or fragment may be in it; a key goes to apiKeyFile or apiKeyEnvironment.");
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^https?://[^@?#]+$" };
}
