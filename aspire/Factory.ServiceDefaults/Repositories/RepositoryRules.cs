using Factory.Contracts;
using Microsoft.Extensions.Configuration;

namespace Factory.ServiceDefaults.Repositories;

/// <summary>
/// Which repositories may be read and written: configuration <c>Factory:Repositories</c>, a list of folders and of beginnings of addresses such as <c>https://github.com/acme</c>; a repository
/// must be one of them or lie below one. Default: empty, which is any repository of this machine, as fits a factory of one person, and those on other machines that the publisher's settings name a forge for.
/// </summary>
public sealed class RepositoryRules
{
    /// <summary>The configuration key of the list.</summary>
    public const string Key = "Factory:Repositories";

    /// <summary>As the kernel: a path with more leads nowhere.</summary>
    private const int MostLinks = 40;

    private readonly string[] roots;

    /// <exception cref="InvalidOperationException">An entry is neither an absolute path nor the beginning of an address.</exception>
    public RepositoryRules(IConfiguration configuration) =>
        roots = [.. configuration.GetSection(Key).GetChildren().Select(entry => Root(entry.Path, entry.Value))];

    /// <summary>Why a repository may not be used, or null.</summary>
    /// <param name="path">A path, or an address as people write it.</param>
    public string? Problem(string path)
    {
        if (RepositoryAddress.IsMeant(path))
        {
            return RepositoryAddress.Read(path, out var problem) is { } address ? Listed(address.ToString(), path) : problem;
        }

        return !Path.IsPathFullyQualified(path) || path.Contains('\0') ? $"The repository's path {Shown(path)} is neither an absolute path on this machine nor an address." : Listed(Real(path), path);
    }

    private string? Listed(string place, string written) =>
        roots.Length == 0 || roots.Any(root => IsBelow(place, root))
            ? null
            : $"The repository {Shown(written)} is not below a folder or an address of {Key}. Add its folder or address there, or choose another repository.";

    private static string Root(string key, string? value) =>
        value is not null && Path.IsPathFullyQualified(value) ? Real(value)
        : value is not null && RepositoryAddress.Beginning(value) is { } beginning ? beginning
        : throw new InvalidOperationException($"Configuration key {key} is '{Shown(value ?? "")}': write the absolute path of a folder, or an address such as https://github.com/acme.");

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
