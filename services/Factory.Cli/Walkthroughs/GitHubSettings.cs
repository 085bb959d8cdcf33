using Factory.Publisher.Connecting;

namespace Factory.Cli.Walkthroughs;

/// <summary>What a new App means in the settings files.</summary>
internal static class GitHubSettings
{
    /// <summary>The forge, for <c>factory.publisher.yaml</c>.</summary>
    public static string Forge(GitHubWish wish, CreatedApp app, string keyFile) => SettingsText.Entry(
    [
        $"{wish.Forge}:",
        "  kind: github",
        wish.Address == GitHubWish.GitHub ? null : $"  address: {SettingsText.Quoted(wish.Address.AbsoluteUri.TrimEnd('/'))}",
        wish.Authority is null ? null : $"  ca: {SettingsText.Quoted(wish.Authority)}",
        "  app:",
        $"    id: {SettingsText.Quoted(app.Id)}",
        $"    privateKeyFile: {SettingsText.Quoted(keyFile)}",
        $"  bot: {SettingsText.Quoted($"{app.Slug}[bot]")}",
        "  repositories:",
        .. wish.Repositories.Select(name => $"    - {SettingsText.Quoted(name)}"),
        wish.Hook is null ? null : $"  catchUp: {{ source: {wish.Forge} }}",
    ]);

    /// <summary>The source, for <c>factory.signals.yaml</c>; null where nothing is sent, or no repository is named.</summary>
    public static string? Source(GitHubWish wish, CreatedApp app, string secretFile)
    {
        var named = wish.Repositories.Where(name => !name.EndsWith("/*", StringComparison.Ordinal)).ToList();
        if (wish.Hook is null || named.Count == 0)
            return null;
        return SettingsText.Entry(
        [
            $"{wish.Forge}:",
            "  kind: github",
            $"  secretFile: {SettingsText.Quoted(secretFile)}",
            "  github:",
            $"    bot: {SettingsText.Quoted(app.Slug)}",
            "  repositories:",
            .. named.Select(name => $"    {SettingsText.Quoted(name)}: {SettingsText.Quoted($"{wish.Address.AbsoluteUri.TrimEnd('/')}/{name}")}"),
        ]);
    }
}
