using Factory.Contracts;
using Factory.Contracts.Repositories;
using Factory.Workspaces.Repositories;

namespace Factory.Publisher.Fetching;

/// <summary>What casting is told of a repository.</summary>
internal static class FactsOf
{
    /// <param name="place">Its real path, or its address.</param>
    public static RepositoryFacts Repository(string place, TreeSize? size) => new(place, size is null ? null : Language(size), size?.Files, size?.Bytes);

    /// <summary>The language of most files; of two with as many the first by name.</summary>
    private static string? Language(TreeSize size) => size.FilesByEnding
        .Select(files => (Language: Languages.Of($"file.{files.Key}"), files.Value))
        .Where(files => files.Language is not null)
        .GroupBy(files => files.Language, files => files.Value, StringComparer.Ordinal)
        .OrderByDescending(files => files.Sum())
        .ThenBy(files => files.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key;
}
