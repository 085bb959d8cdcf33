namespace Factory.SignalIntake.Judging;

/// <summary>Which repositories signals may name: configuration section <c>Factory:SignalIntake</c>.</summary>
internal sealed class RepositoryPolicy
{
    /// <summary>Folders whose repositories may be named. Default is empty: whoever holds a token may name any that the publisher can read.</summary>
    public IList<string> Repositories { get; init; } = [];

    public bool Allows(string path) => Repositories.Count == 0 || Repositories.Any(folder => IsIn(Path.GetFullPath(path), Path.GetFullPath(folder)));

    private static bool IsIn(string path, string folder) =>
        string.Equals(path, folder, StringComparison.Ordinal) || path.StartsWith(folder.TrimEnd('/') + '/', StringComparison.Ordinal);
}
