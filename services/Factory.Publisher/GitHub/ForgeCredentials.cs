using Factory.Contracts;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.GitHub.Rights;
using Factory.Publisher.Outputs;
using Factory.Publisher.Remotes;
using Factory.Publisher.Settings;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Repositories.Remotes;

namespace Factory.Publisher.GitHub;

/// <summary>What git is given for a repository of a forge: a token of the App for this repository and these rights alone, the settings' token, or their key.</summary>
internal sealed class ForgeCredentials(GitHubForges forges, PublisherFiles files) : IGitCredentials
{
    /// <summary>GitHub takes any name beside a token, and asks for this one.</summary>
    private const string User = "x-access-token";
    private const string GitHub = "github.com";

    public async Task<GitAccess?> For(string team, RepositoryAddress repository, GitRights rights, CancellationToken ct)
    {
        if (!files.Recent.Forges.Any(forge => forge.IsAt(repository) && forge.Serves(team)))
            return null;
        try
        {
            var opened = forges.Open(repository, team);
            var settings = opened.Forge.Settings;
            return repository.IsSsh ? await WithKey(settings, ct) : new GitAccess
            {
                Token = new GitToken(User, await opened.Forge.Tokens.For(repository, rights == GitRights.Write ? GitHubRights.WriteCode : GitHubRights.ReadCode, ct)),
                Certificates = settings.Authority is { } authority ? await File.ReadAllTextAsync(authority, ct) : null,
                AllowsPrivateHost = settings.Address.Host != GitHub,
            };
        }
        catch (Exception error) when (error is OutputNotAllowed or GitHubRefused)
        {
            throw new UnusableRepository(error.Message, error);
        }
    }

    private static async Task<GitAccess> WithKey(ForgeSettings settings, CancellationToken ct) => settings.Ssh is { } ssh
        ? new GitAccess
        {
            SshKey = new GitSshKey(await File.ReadAllTextAsync(ssh.KeyFile, ct), await File.ReadAllTextAsync(ssh.KnownHostsFile, ct)),
            AllowsPrivateHost = settings.Address.Host != GitHub,
        }
        : throw new OutputNotAllowed($"The forge {settings.Name} has no key for ssh: write ssh.keyFile and ssh.knownHostsFile into {PublisherFilePath.DefaultName}, or name the repository by https.");
}
