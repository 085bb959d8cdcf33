using System.Diagnostics;
using System.Text;
using Factory.Servers;

namespace Factory.Reviewer.Tests.Fixtures;

/// <summary>A repository with a main branch, and a branch that asks to be merged.</summary>
internal sealed class PulledRepository
{
    public const string Branch = "topic";

    public PulledRepository()
    {
        Git("init", "-q", "-b", "main");
        Write("cart.py", "def total(prices):\n    result = 0\n    for price in prices:\n        result += price\n    return result\n\n\ndef is_empty(prices):\n    return len(prices) == 0\n");
        Commit("Start");
    }

    public string Folder { get; } = TestServers.NewFolder();

    /// <summary>Writes the branch's only or next commit.</summary>
    public string Push(params (string Path, string? Content)[] files)
    {
        if (Git("branch", "--list", Branch).Length == 0)
            Git("branch", Branch, "main");
        Git("checkout", "-q", Branch);
        return Change(files);
    }

    /// <summary>The branch anew from main: what was there is rewritten.</summary>
    public string ForcePush(params (string Path, string? Content)[] files)
    {
        Git("checkout", "-q", "-B", Branch, "main");
        return Change(files);
    }

    public string PushToMain(params (string Path, string? Content)[] files)
    {
        Git("checkout", "-q", "main");
        return Change(files);
    }

    public string Link(string path, string target)
    {
        if (Git("branch", "--list", Branch).Length == 0)
            Git("branch", Branch, "main");
        Git("checkout", "-q", Branch);
        File.CreateSymbolicLink(Path.Combine(Folder, path), target);
        return Commit("Link");
    }

    public string Git(params string[] arguments) => Encoding.UTF8.GetString(Run(arguments, "")).TrimEnd('\n');

    public bool IsAncestor(string commit, string of)
    {
        try
        {
            Git("merge-base", "--is-ancestor", commit, of);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>A thin pack of everything up to the head that the base lacks.</summary>
    public byte[] Pack(string baseCommit, string head) => Run(["pack-objects", "--revs", "--thin", "--stdout", "-q"], $"{head}\n^{baseCommit}\n");

    private string Change((string Path, string? Content)[] files)
    {
        foreach (var (path, content) in files)
        {
            if (content is null)
                File.Delete(Path.Combine(Folder, path));
            else
                Write(path, content);
        }

        return Commit("Change");
    }

    private void Write(string path, string content)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    private string Commit(string message)
    {
        Git("add", "-A");
        Git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "--allow-empty", "-m", message);
        return Git("rev-parse", "HEAD");
    }

    private byte[] Run(IReadOnlyList<string> arguments, string input)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Folder };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var git = Process.Start(start)!;
        var errors = git.StandardError.ReadToEndAsync();
        git.StandardInput.Write(input);
        git.StandardInput.Close();
        using var output = new MemoryStream();
        git.StandardOutput.BaseStream.CopyTo(output);
        git.WaitForExit();
        return git.ExitCode == 0 ? output.ToArray() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.Result}");
    }
}
