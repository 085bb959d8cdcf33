using System.Diagnostics;

namespace Factory.Emulators.Hosting;

/// <summary>The git side of a repository on the host.</summary>
internal sealed class BareRepository(string folder)
{
    /// <summary>Branches and their commits.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Branches()
    {
        var lines = await Git("for-each-ref", "--format=%(objectname) %(refname:lstrip=2)", "refs/heads/");
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line[41..], line => line[..40], StringComparer.Ordinal);
    }

    public Task Point(string reference, string commit) => Git("update-ref", reference, commit);

    private async Task<string> Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-c", "safe.directory=*", "--git-dir", folder }.Concat(arguments))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {await error}");
    }
}
