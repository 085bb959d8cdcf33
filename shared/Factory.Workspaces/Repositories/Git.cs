using System.Text;
using Factory.Workspaces.Linux;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Repositories;

/// <summary>What git wrote.</summary>
internal sealed record GitOutput(int ExitCode, byte[] Bytes, string Error)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public string Line => Text.TrimEnd('\n');
}

/// <summary>
/// Runs git on one repository, hardened: by its absolute path, in the sandbox, with our own environment and settings only, and with everything off by which a repository can
/// have something run (hooks, file system monitor, filters, text conversion, external diff, remote helpers, credential helpers, pagers, editors, submodules).
/// </summary>
/// <param name="gitFolder">The git directory, as seen inside the sandbox.</param>
/// <param name="workTree">The checkout, as seen inside; null for none.</param>
/// <param name="reach">Another machine that it may speak with; null for none.</param>
internal sealed class Git(Sandbox sandbox, SandboxProfile profile, string gitFolder, string? workTree, GitReach? reach = null)
{
    private static readonly string[] Settings =
    [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.untrackedCache=false", "core.attributesFile=/dev/null", "core.excludesFile=/dev/null", "core.pager=cat", "core.editor=false",
        "core.askPass=", "core.sshCommand=false", "core.gitProxy=", "core.alternateRefsCommand=", "core.sparseCheckout=false", "core.splitIndex=false", "core.logAllRefUpdates=false",
        "core.autocrlf=false", "core.eol=lf", "core.safecrlf=false", "core.protectHFS=true", "core.protectNTFS=true", "core.quotePath=false", "core.checkStat=minimal", "core.trustctime=false", "core.fileMode=true", "core.symlinks=true",
        "safe.bareRepository=explicit", "protocol.allow=never", "protocol.file.allow=always", "protocol.ext.allow=never", "credential.helper=", "submodule.recurse=false", "fetch.recurseSubmodules=false",
        "diff.external=", "diff.ignoreSubmodules=all", "diff.renames=false", "commit.gpgSign=false", "gc.auto=0", "maintenance.auto=false", "fetch.writeCommitGraph=false", "uploadpack.packObjectsHook=", "log.showSignature=false",
        "advice.detachedHead=false", "checkout.workers=0", "checkout.thresholdForParallelism=500", "pack.threads=2", "transfer.fsckObjects=false", "i18n.commitEncoding=UTF-8", "i18n.logOutputEncoding=UTF-8", "color.ui=false",
    ];

    /// <summary>Bytes of output kept at most. Default: 1 GiB is refused, 512 MiB is the largest pack.</summary>
    private const int OutputLimit = 512 << 20;

    public Git At(string folder, string? tree) => new(sandbox, profile, folder, tree);

    /// <summary>Runs git and expects success.</summary>
    /// <exception cref="GitFailed">It ended with another exit code.</exception>
    public async Task<GitOutput> Run(IReadOnlyList<string> arguments, CancellationToken cancellationToken, ReadOnlyMemory<byte> input = default, IReadOnlyDictionary<string, string>? environment = null)
    {
        var output = await Try(arguments, cancellationToken, input, environment);
        return output.ExitCode == 0 ? output : throw new GitFailed(arguments[0], output);
    }

    /// <summary>Runs git and returns whatever came of it.</summary>
    public async Task<GitOutput> Try(IReadOnlyList<string> arguments, CancellationToken cancellationToken, ReadOnlyMemory<byte> input = default, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = Programs.Git ?? throw new UnusableRepository("git was not found in /usr/bin. Install it: apt-get install git");
        var withEnvironment = profile with { Toolchains = false, Network = reach is not null, Environment = Variables(environment) };
        List<string> command = [program, "--no-pager", "--literal-pathspecs", $"--git-dir={gitFolder}", .. workTree is null ? (string[])[] : [$"--work-tree={workTree}"]];
        foreach (var setting in reach is null ? Settings : [.. Settings, .. reach.Settings])
            command.AddRange(["-c", setting]);
        command.AddRange(arguments);
        return await new GitRun(sandbox, withEnvironment, OutputLimit, reach).Run(command, input, cancellationToken);
    }

    private Dictionary<string, string> Variables(IReadOnlyDictionary<string, string>? more)
    {
        var variables = new Dictionary<string, string>(profile.Environment, StringComparer.Ordinal)
        {
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_ATTR_NOSYSTEM"] = "1",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_ALLOW_PROTOCOL"] = reach?.Protocol ?? "file",
            ["GIT_PROTOCOL_FROM_USER"] = "0",
            ["GIT_NO_LAZY_FETCH"] = "1",
            ["GIT_NO_REPLACE_OBJECTS"] = "1",
            ["GIT_OPTIONAL_LOCKS"] = "0",
            ["GIT_ASKPASS"] = "/bin/false",
            ["GIT_PAGER"] = "cat",
            ["LC_ALL"] = "C.UTF-8",
            ["TZ"] = "UTC",
        };
        variables.TryAdd("GIT_CONFIG_GLOBAL", "/dev/null");
        foreach (var (name, value) in reach?.Environment ?? [])
            variables[name] = value;
        foreach (var (name, value) in more ?? new Dictionary<string, string>(StringComparer.Ordinal))
            variables[name] = value;
        return variables;
    }
}
