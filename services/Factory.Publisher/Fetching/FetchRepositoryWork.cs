using Factory.Contracts.Repositories;
using Factory.Messaging;
using Factory.Messaging.Leases;
using Factory.ServiceDefaults.Repositories;
using Factory.Workspaces.Repositories;

namespace Factory.Publisher.Fetching;

/// <summary>Brings a repository's mirror up to date and resolves the mission's base. Fetching again gives the same.</summary>
internal sealed class FetchRepositoryWork(Mirrors mirrors, RepositoryRules rules) : ILeasedWork<FetchRepository>
{
    public Guid Key(FetchRepository command) => command.MissionId;

    public async Task<Recording> Do(FetchRepository command, LeaseContext lease, CancellationToken ct)
    {
        if (rules.Problem(command.Repository.Path) is { } problem)
        {
            return Unusable(command, problem);
        }

        try
        {
            var fetched = await mirrors.Fetch(command.Repository.Path, command.Repository.Base, ct);
            var answer = new RepositoryFetched(command.MissionId, fetched.MirrorName, fetched.BaseCommit) { Facts = Facts(fetched) };
            return transaction => transaction.Send(command.ReplyTo, answer);
        }
        catch (UnusableRepository unusable)
        {
            return Unusable(command, unusable.Message);
        }
    }

    public Recording GiveUp(FetchRepository command, Exception error) => Unusable(command, $"The repository could not be fetched: {error.Message}");

    private static RepositoryFacts Facts(FetchedMirror fetched) =>
        new(fetched.RepositoryPath, fetched.Size is { } size ? Language(size) : null, fetched.Size?.Files, fetched.Size?.Bytes);

    /// <summary>The language of most files; of two with as many the first by name.</summary>
    private static string? Language(TreeSize size) => size.FilesByEnding
        .Select(files => (Language: Languages.Of($"file.{files.Key}"), files.Value))
        .Where(files => files.Language is not null)
        .GroupBy(files => files.Language, files => files.Value, StringComparer.Ordinal)
        .OrderByDescending(files => files.Sum())
        .ThenBy(files => files.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key;

    private static Recording Unusable(FetchRepository command, string reason) =>
        transaction => transaction.Send(command.ReplyTo, new RepositoryUnusable(command.MissionId, reason));
}
