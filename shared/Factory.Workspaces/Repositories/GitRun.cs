using System.Diagnostics;
using System.Text;
using Factory.Workspaces.Linux;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Repositories;

/// <summary>One git command: bytes in, bytes out, messages apart, bounded in time and size, killed whole.</summary>
internal sealed class GitRun(Sandbox sandbox, SandboxProfile profile, int outputLimit, GitReach? reach = null)
{
    /// <summary>The exit code of one that was killed because it took too long.</summary>
    public const int TookTooLong = 124;

    private const int ErrorLimit = 16_000;
    private static readonly TimeSpan UsualTime = TimeSpan.FromMinutes(10);
    private static readonly SandboxLimits Limits = new() { FileSize = 16L << 30, Processes = 256, Memory = 4L << 30 };

    public async Task<GitOutput> Run(IReadOnlyList<string> command, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var timeLimit = reach?.TimeLimit ?? UsualTime;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeLimit);
        using var process = await Spawner.Start(sandbox.Start(profile, command, Limits with { FileSize = reach?.LargestFile ?? Limits.FileSize }, group: null, mergeOutput: false));
        await using var killing = limit.Token.Register(() => ProcessTree.Kill(process.Id));
        var feeding = Feed(process, input);
        var errors = Read(process.StandardError.BaseStream, ErrorLimit, () => { });
        var output = await Read(process.StandardOutput.BaseStream, outputLimit, () => ProcessTree.Kill(process.Id));
        var error = await errors;
        await feeding;
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (limit.IsCancellationRequested)
            return new GitOutput(TookTooLong, [], $"it did not end within {(timeLimit.TotalMinutes >= 1 ? $"{timeLimit.TotalMinutes:0} minutes" : $"{timeLimit.TotalSeconds:0} seconds")}");
        if (output.Length > outputLimit)
            return new GitOutput(125, [], $"it wrote more than {outputLimit >> 20} MB");
        return new GitOutput(process.ExitCode, output, Encoding.UTF8.GetString(error));
    }

    private static async Task Feed(Process process, ReadOnlyMemory<byte> input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all; its exit code says why.
        }
    }

    private static async Task<byte[]> Read(Stream stream, int limit, Action tooMuch)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer)) > 0)
        {
            if (kept.Length <= limit)
                kept.Write(buffer, 0, read);
            if (kept.Length > limit)
                tooMuch();
        }

        return kept.ToArray();
    }
}
