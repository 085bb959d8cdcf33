using System.Diagnostics;

namespace Factory.Benchmarks;

/// <summary>A git repository of a few files.</summary>
internal static class TinyRepository
{
    public static async Task<string> Make(string path, CancellationToken ct)
    {
        Directory.CreateDirectory(path);
        foreach (var name in new[] { "README.md", "one.txt", "two.txt" })
            await File.WriteAllTextAsync(Path.Combine(path, name), $"This is {name}.\n", ct);
        await Git(path, ct, "init", "--quiet", "--initial-branch=main");
        await Git(path, ct, "add", "--all");
        await Git(path, ct, "-c", "user.name=Bench", "-c", "user.email=bench@example.com", "commit", "--quiet", "--message", "Files");
        return path;
    }

    public static async Task Git(string folder, CancellationToken ct, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, UseShellExecute = false })!;
        await git.WaitForExitAsync(ct);
        if (git.ExitCode != 0)
            throw new InvalidOperationException($"git {arguments[0]} ended with {git.ExitCode}.");
    }
}
