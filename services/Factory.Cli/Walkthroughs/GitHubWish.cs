using System.Text.RegularExpressions;

namespace Factory.Cli.Walkthroughs;

/// <summary>What a GitHub connection is to be.</summary>
/// <param name="Address">Of the forge, without a final slash.</param>
/// <param name="Forge">Its name in the settings; the source of its webhooks is called the same.</param>
/// <param name="Organization">Whose App it is to be; null for the person's own.</param>
/// <param name="Webhook">Where the factory is reached from there, for example <c>https://factory.example.com</c>; null for nowhere.</param>
/// <param name="Repositories">owner/name or owner/*.</param>
/// <param name="Authority">PEM file; null for the system's certificates.</param>
internal sealed partial record GitHubWish(Uri Address, string Forge, string AppName, string? Organization, Uri? Webhook, IReadOnlyList<string> Repositories, string? Authority)
{
    public static readonly Uri GitHub = new("https://github.com");

    public Uri Api => Address == GitHub ? new Uri("https://api.github.com") : new Uri(Address, "/api/v3");

    /// <summary>Where manifests are taken.</summary>
    public Uri Create => new(Address, Organization is null ? "/settings/apps/new" : $"/organizations/{Uri.EscapeDataString(Organization)}/settings/apps/new");

    /// <summary>Where the App sends what happens.</summary>
    public Uri? Hook => Webhook is null ? null : new Uri($"{Webhook.AbsoluteUri.TrimEnd('/')}/hooks/{Forge}");

    /// <exception cref="UsageException">Something cannot be so.</exception>
    public GitHubWish Checked()
    {
        if (Address.AbsolutePath != "/" || Address.Scheme is not ("https" or "http"))
            throw new UsageException("--address is the forge's own, without a path, for example https://github.example.com.");
        if (Webhook is { Scheme: not ("https" or "http") })
            throw new UsageException("--webhook is where the forge reaches the factory, for example https://factory.example.com.");
        if (Repositories.Count == 0 || Repositories.FirstOrDefault(name => !RepositoryName().IsMatch(name)) is not null)
            throw new UsageException("--repository is owner/name, or owner/* for all of an owner.");
        if (!ForgeName().IsMatch(Forge))
            throw new UsageException("--name is small letters, digits and dashes, for example github.");
        if (AppName.Length is 0 or > 34)
            throw new UsageException("--app-name may have 34 characters; GitHub allows no more.");
        return this;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,100}/([A-Za-z0-9._-]{1,100}|\*)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex RepositoryName();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$", RegexOptions.None, 1_000)]
    private static partial Regex ForgeName();
}
