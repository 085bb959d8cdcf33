using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Factory.Cli.Output;
using Factory.Local;
using Factory.Publisher.Connecting;

namespace Factory.Cli.Walkthroughs;

/// <summary>Makes a GitHub App from a manifest by a person's browser, keeps its secrets as files, and writes what the settings need.</summary>
internal sealed class GitHubWalkthrough(Screen screen, string dataFolder)
{
    private readonly SecretsFolder _secrets = new(dataFolder);

    /// <param name="port">Of the local page.</param>
    /// <param name="code">What the forge gave already; null to get it by the page.</param>
    public async Task Run(GitHubWish wish, int port, string? code, CancellationToken ct)
    {
        var (keyName, secretName) = ($"{wish.Forge}-app.pem", $"{wish.Forge}-webhook");
        _secrets.CheckFree(keyName);
        _secrets.CheckFree(secretName);
        code ??= await Code(wish, port, ct);
        using var handler = Handler(wish.Authority);
        var app = await GitHubAppCreation.Fetch(wish.Api, handler, code, ct);
        var key = _secrets.Write(keyName, app.PrivateKey);
        var secret = app.WebhookSecret is { } webhook ? _secrets.Write(secretName, webhook) : null;
        screen.Line($"[green]✓[/] App {Screen.Escape(app.Slug)} is made; its key is in {Screen.Escape(key)}{(secret is null ? "" : $", its webhook's secret in {Screen.Escape(secret)}")}.");
        SettingsFiles.Add(screen, SettingsFiles.Publisher(dataFolder, "forges"), GitHubSettings.Forge(wish, app, key));
        if (secret is not null && GitHubSettings.Source(wish, app, secret) is { } source)
            SettingsFiles.Add(screen, SettingsFiles.Signals(dataFolder), source);
        screen.Line();
        screen.Line($"Install it on your repositories: [bold]{Screen.Escape($"{app.Page.AbsoluteUri.TrimEnd('/')}/installations/new")}[/]");
        if (!screen.CanAsk)
            screen.Line("Then look whether all is well: [bold]./factory connect github --check[/]");
    }

    private async Task<string> Code(GitHubWish wish, int port, CancellationToken ct)
    {
        await using var page = await ManifestPage.Open(wish.Create, port, redirect => new GitHubAppManifest(wish.AppName, wish.Webhook ?? wish.Address, wish.Hook, redirect));
        screen.Line($"Open [bold]{page.Address}[/] in a browser that is signed in at {Screen.Escape(wish.Address.Authority)}, and create the App.");
        screen.Line($"From another machine: [bold]ssh -L {port}:127.0.0.1:{port} …[/] first. Waiting for it; Ctrl-C ends.");
        return await page.Code.WaitAsync(ct);
    }

    private static SocketsHttpHandler Handler(string? authority)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) };
        if (authority is null)
            return handler;
        try
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authority);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
            return handler;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new FactoryException($"The certificates cannot be read from {authority}: {error.Message}", error);
        }
    }
}
