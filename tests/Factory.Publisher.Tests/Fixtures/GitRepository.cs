using System.Diagnostics;
using System.Text;
using Factory.Servers;

namespace Factory.Publisher.Tests.Fixtures;

/// <summary>A person's repository, with git itself.</summary>
internal sealed class GitRepository
{
    private GitRepository(string folder) => Folder = folder;

    public string Folder { get; }

    public static async Task<GitRepository> Create()
    {
        var repository = new GitRepository(TestServers.NewFolder());
        await repository.Git("init", "--quiet", "--initial-branch=main");
        await repository.Commit("cart.py", "x = 1\n", "First");
        return repository;
    }

    /// <summary>A clone in which a change is made.</summary>
    public async Task<GitRepository> Clone()
    {
        var clone = new GitRepository(Path.Combine(TestServers.NewFolder(), "clone"));
        Directory.CreateDirectory(clone.Folder);
        await clone.Git("clone", "--quiet", Folder, ".");
        return clone;
    }

    public async Task<string> Commit(string path, string content, string message)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, content);
        return await CommitAll(message);
    }

    public async Task<string> CommitAll(string message)
    {
        await Git("add", "--all");
        await Git("commit", "--quiet", "-m", message);
        return await Head();
    }

    public Task<string> Head() => Text("rev-parse", "HEAD");

    public async Task<string> Text(params string[] arguments) => Encoding.UTF8.GetString(await Git(arguments)).Trim();

    /// <summary>A thin pack with a commit above a base.</summary>
    public Task<byte[]> Pack(string baseCommit, string commit) => Run($"{commit}\n^{baseCommit}\n", "pack-objects", "--quiet", "--thin", "--revs", "--stdout");

    private Task<byte[]> Git(params string[] arguments) => Run("", arguments);

    private async Task<byte[]> Run(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-c", "user.name=Person", "-c", "user.email=person@example.org", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }
}
