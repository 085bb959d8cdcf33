using System.Security.Cryptography;
using System.Text;

namespace Factory.Cli.Evaluating;

/// <summary>The files of a task's hidden/: nothing but the run of the hidden tests, after the mission has ended, ever sees them.</summary>
internal static class HiddenFiles
{
    private const int Most = 10_000;
    private const long LargestFile = 8 << 20;

    /// <returns>Paths below the folder, with forward slashes, in order; empty where there is none.</returns>
    /// <exception cref="TaskBroken">There are too many, or one is too large or a link.</exception>
    public static IReadOnlyList<string> In(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        var files = new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(entry => entry is FileInfo || entry.LinkTarget is not null).Take(Most + 1).ToList();
        if (files.Count > Most)
            throw new TaskBroken($"{folder} has more than {Most:n0} files.");
        if (files.Find(file => file.LinkTarget is not null || file is FileInfo { Length: > LargestFile }) is { } refused)
            throw new TaskBroken($"{refused.FullName} is a link or has over {LargestFile:n0} bytes: hidden files are copied, and bounded.");
        return [.. files.Select(file => Path.GetRelativePath(folder, file.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal)];
    }

    /// <summary>Tells contents apart.</summary>
    public static async Task<string> Hash(string folder, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in In(folder))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\0"));
            hash.AppendData(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, file), ct)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
