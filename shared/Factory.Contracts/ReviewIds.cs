using System.Globalization;

namespace Factory.Contracts;

/// <summary>Which saga reviews which pull request: the same for all its rounds.</summary>
public static class ReviewIds
{
    private static readonly Guid Namespace = new("5c0f4d1e-9a27-8c43-b1d6-3e8f0a7b2c64");

    /// <param name="repository">The repository's address, see <see cref="Missions.RepositoryRef"/>.</param>
    public static Guid PullRequest(string team, string repository, long number) =>
        Ids.Derive(Ids.Derive(Ids.Derive(Namespace, team), repository), number.ToString(CultureInfo.InvariantCulture));
}
