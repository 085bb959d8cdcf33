namespace Factory.Cli.Programs;

/// <summary>git for reading a repository that may be hostile: its configuration starts no program, and none of the person's own is used.</summary>
/// <param name="more">Variables beside those; null for none.</param>
internal sealed class Git(string folder, IReadOnlyDictionary<string, string>? more = null)
{
    private const int LargestOutput = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] Harmless =
    [
        "-c", "safe.directory=*", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "diff.external=", "-c", "core.pager=cat", "-c", "core.attributesFile=/dev/null", "-c", "protocol.allow=never",
    ];

    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal)
    {
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_OPTIONAL_LOCKS"] = "0",
        ["GIT_NO_LAZY_FETCH"] = "1",
        ["LC_ALL"] = "C",
    };

    public Task<ProgramResult> Run(IReadOnlyList<string> arguments, CancellationToken ct) =>
        ShortProgram.Run("git", [.. Harmless, "-C", folder, .. arguments], more is null ? Environment : new Dictionary<string, string>(Environment.Concat(more), StringComparer.Ordinal), LargestOutput, Patience, ct);
}
