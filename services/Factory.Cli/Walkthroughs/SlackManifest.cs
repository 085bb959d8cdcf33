using Factory.Local;

namespace Factory.Cli.Walkthroughs;

/// <summary>The manifest of <c>docs/slack.md</c>: what Slack makes an app of.</summary>
internal static class SlackManifest
{
    private const string Resource = "slack.md";

    private const string Example = "https://factory.example.com";
    private const string NotBySocket = "# not with Socket Mode";

    /// <param name="address">Where Slack reaches the factory; null where it does not: then Socket Mode is turned on.</param>
    public static string Read(Uri? address)
    {
        using var stream = typeof(SlackManifest).Assembly.GetManifestResourceStream(Resource) ?? throw new FactoryException("This build has no docs/slack.md.");
        using var reader = new StreamReader(stream);
        var manifest = Block(reader.ReadToEnd());
        return address is null
            ? string.Join('\n', manifest.Split('\n').Where(line => !line.Contains(NotBySocket, StringComparison.Ordinal))).Replace("socket_mode_enabled: false", "socket_mode_enabled: true", StringComparison.Ordinal)
            : manifest.Replace(Example, address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);
    }

    /// <summary>What the bot is allowed by the manifest.</summary>
    public static IReadOnlyList<string> Scopes(string manifest) =>
        [.. manifest.Split('\n').SkipWhile(line => line.Trim() != "bot:").Skip(1).Select(line => line.Trim()).TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..].Split('#')[0].Trim())];

    /// <summary>The first YAML block that is a manifest.</summary>
    private static string Block(string page)
    {
        var blocks = page.Split("```");
        for (var index = 1; index < blocks.Length; index += 2)
        {
            if (blocks[index].StartsWith("yaml\n", StringComparison.Ordinal) && blocks[index].Contains("oauth_config:", StringComparison.Ordinal))
                return blocks[index]["yaml\n".Length..];
        }

        throw new FactoryException("docs/slack.md holds no manifest.");
    }
}
