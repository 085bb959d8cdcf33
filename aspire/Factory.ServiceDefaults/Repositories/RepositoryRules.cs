using Microsoft.Extensions.Configuration;

namespace Factory.ServiceDefaults.Repositories;

/// <summary>
/// Which repositories may be read and written: configuration <c>Factory:Repositories</c>, a list of folders; a repository must be one of them or lie below
/// one. Default: empty, which is any repository, as fits a factory of one person.
/// </summary>
public sealed class RepositoryRules
{
    /// <summary>The configuration key of the list.</summary>
    public const string Key = "Factory:Repositories";

    /// <summary>As the kernel: a path with more leads nowhere.</summary>
    private const int MostLinks = 40;

    private readonly string[] roots;

    /// <exception cref="InvalidOperationException">An entry is not an absolute path.</exception>
    public RepositoryRules(IConfiguration configuration) =>
        roots = [.. configuration.GetSection(Key).GetChildren().Select(entry => Root(entry.Path, entry.Value))];

    /// <summary>Why a repository may not be used, or null.</summary>
    public string? Problem(string path) =>
        !Path.IsPathFullyQualified(path) || path.Contains('\0') ? $"The repository's path {Shown(path)} is not an absolute path on this machine."
        : roots.Length == 0 || roots.Any(root => IsBelow(Real(path), root)) ? null
        : $"The repository {Shown(path)} is not below a folder of {Key}. Add its folder there, or choose another repository.";

    private static string Root(string key, string? value) =>
        value is not null && Path.IsPathFullyQualified(value)
            ? Real(value)
            : throw new InvalidOperationException($"Configuration key {key} is '{value}': write the absolute path of a folder.");

    private static bool IsBelow(string path, string root) => path == root || path.StartsWith(root.EndsWith('/') ? root : $"{root}/", StringComparison.Ordinal);

    /// <summary>The path with every symbolic link in it followed, so that a link below a root does not lead out of it.</summary>
    private static string Real(string path, int links = 0)
    {
        var real = "/";
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = new FileInfo(next).LinkTarget is { } target && links < MostLinks ? Real(Path.Combine(real, target), links + 1) : next;
        }

        return real;
    }

    private static string Shown(string path) => string.Concat(path.Select(character => char.IsControl(character) ? '?' : character));
}
