using System.Diagnostics;
using System.Globalization;
using Factory.Workspaces.Linux;

namespace Factory.Workspaces.Sandboxing;

/// <summary>Runs programs under bubblewrap: a read-only system, no network, no other processes, sockets, home or data folder to be seen, no capabilities, limits on all that grows.</summary>
/// <remarks>
/// As root, bubblewrap sets up the namespaces with root's rights and the program runs as an unprivileged user of its own:
/// root's processes are exempt from process limits, and own files under /proc and /sys even without capabilities.
/// As an ordinary user everything happens in a user namespace.
/// </remarks>
internal sealed class Sandbox
{
    private const int LimitBlock = 512;

    // Limits itself, joins the control groups, then becomes bubblewrap. $1: merge output; $2: system call filter; $3: largest file in blocks;
    // then control group files up to "--".
    private const string Launcher = """
        umask 022; ulimit -c 0 && ulimit -f "$3" || exit 125; merge=$1; filter=$2; shift 3
        while [ "$1" != -- ]; do echo $$ > "$1" || exit 125; shift; done; shift
        if [ "$merge" = merge ]; then exec 2>&1; fi
        if [ -n "$filter" ]; then exec "$@" 3< "$filter"; else exec "$@"; fi
        """;

    private readonly SupportFiles files;
    private readonly Lazy<Toolchains> toolchains;
    private readonly string? bubblewrap;
    private bool isChecked;

    /// <param name="supportFolder">Where the few files that sandboxes mount are kept.</param>
    public Sandbox(SandboxOptions options, string supportFolder)
    {
        Options = options;
        files = new SupportFiles(supportFolder);
        var home = options.Home ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var path = options.Path ?? Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        toolchains = new Lazy<Toolchains>(() => Sandboxing.Toolchains.Find(path, home));
        bubblewrap = options.Bubblewrap ?? Programs.Bubblewrap;
        IsConfined = MissingPrograms() is null;
    }

    public SandboxOptions Options { get; }

    /// <summary>False only where the operator allowed running unsandboxed and bubblewrap is missing or cannot start.</summary>
    public bool IsConfined { get; private set; }

    public Toolchains Toolchains => toolchains.Value;

    /// <summary>Tries the sandbox, until it worked once.</summary>
    /// <exception cref="SandboxUnavailable">It cannot start, and running unsandboxed is not allowed.</exception>
    public async Task Check(CancellationToken cancellationToken)
    {
        if (isChecked)
            return;
        if (await Problem(cancellationToken) is { } problem)
        {
            if (!Options.AllowUnsandboxed)
                throw new SandboxUnavailable(problem);
            IsConfined = false;
        }

        isChecked = true;
    }

    public Task<CommandResult> Run(SandboxProfile profile, CommandRequest request, CancellationToken cancellationToken) =>
        new CommandRun(this, profile, Options.Limits).Run(request, cancellationToken);

    /// <summary>How to start the program, as arguments and environment; nothing of our own environment is handed on.</summary>
    public ProcessStartInfo Start(SandboxProfile profile, IReadOnlyList<string> arguments, SandboxLimits limits, ControlGroup? group, bool mergeOutput)
    {
        if (!IsConfined && !Options.AllowUnsandboxed)
            throw new SandboxUnavailable(MissingPrograms() ?? "Commands cannot be confined on this machine.");
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = IsConfined ? "/" : profile.HostFolder,
        };
        var filter = IsConfined ? files.SystemCallFilter : null;
        Add(start, "-c", Launcher, "sandbox", mergeOutput ? "merge" : "apart", filter ?? "", FileBlocks(limits));
        Add(start, [.. group?.JoinFiles ?? [], "--"]);
        start.Environment.Clear();
        if (IsConfined)
            Add(start, [.. Confinement(profile, limits, filter is not null)]);
        else
            AddEnvironment(start, profile);
        if (LinuxCalls.IsRoot && IsConfined)
            Add(start, [.. DropIdentity(profile)]);
        // A control group bounds the processes already; each program more that is started on the way takes a millisecond.
        if (group is null && Programs.PrLimit is not null)
            Add(start, Programs.PrLimit, $"--nproc={Processes(limits)}", "--");
        Add(start, [.. arguments]);
        return start;
    }

    private static void Add(ProcessStartInfo start, params string[] arguments)
    {
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
    }

    private string? MissingPrograms()
    {
        var missing = new List<string>();
        if (bubblewrap is null || !File.Exists(bubblewrap))
            missing.Add("bubblewrap");
        if (Programs.PrLimit is null || (LinuxCalls.IsRoot && Programs.SetPriv is null))
            missing.Add("util-linux");
        return missing.Count == 0 ? null : $"{string.Join(" and ", missing)} not found in /usr/bin: commands of droids cannot be confined. Install with: apt-get install {string.Join(' ', missing)}";
    }

    private async Task<string?> Problem(CancellationToken cancellationToken)
    {
        if (MissingPrograms() is { } missing)
            return missing;
        var profile = new SandboxProfile { Mounts = [], Folder = "/", HostFolder = "/", User = SandboxUsers.Nobody, Group = SandboxUsers.Nobody };
        var tried = await new CommandRun(this, profile, Options.Limits).Run(new CommandRequest(["/bin/sh", "-c", "exit 42"]) { TimeLimit = TimeSpan.FromSeconds(20) }, cancellationToken);
        if (tried.ExitCode == 42)
            return null;
        return $"bubblewrap cannot start a sandbox here: {tried.Output.Trim()} (exit code {tried.ExitCode}). Allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1, user.max_user_namespaces, "
            + "or AppArmor's kernel.apparmor_restrict_unprivileged_userns=0), or in a container add the capability SYS_ADMIN.";
    }

    private static void AddEnvironment(ProcessStartInfo start, SandboxProfile profile)
    {
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = Path.GetTempPath();
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in profile.Environment)
            start.Environment[name] = value;
    }

    private static IEnumerable<string> DropIdentity(SandboxProfile profile) =>
    [
        Programs.SetPriv!,
        "--reuid", profile.User.ToString(CultureInfo.InvariantCulture), "--regid", profile.Group.ToString(CultureInfo.InvariantCulture), "--clear-groups",
        "--no-new-privs", "--bounding-set", profile.ReadsAll ? "-all,+dac_read_search" : "-all", "--inh-caps", "-all", "--",
    ];

    private static string FileBlocks(SandboxLimits limits) => (Math.Min(limits.FileSize, OwnLimits.FileSize) / LimitBlock).ToString(CultureInfo.InvariantCulture);

    /// <summary>Outside a sandbox the limit would count all that the person runs.</summary>
    private long Processes(SandboxLimits limits) => Math.Min(IsConfined ? limits.Processes : long.MaxValue, OwnLimits.Processes);

    private List<string> Confinement(SandboxProfile profile, SandboxLimits limits, bool filtered)
    {
        var size = limits.Temporary.ToString(CultureInfo.InvariantCulture);
        List<string> arguments =
        [
            bubblewrap!, "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "sandbox", "--die-with-parent", "--new-session",
            .. profile.Network ? (string[])[] : ["--unshare-net"],
            .. LinuxCalls.IsRoot ? RootsRights(profile) : ["--unshare-user", "--cap-drop", "ALL"],
            "--dir", "/home", "--dir", "/root",
            .. SystemMounts.Arguments,
            .. files.Settings,
            "--ro-bind", files.Accounts(profile.User, profile.Group), "/etc/passwd", "--ro-bind", files.Groups(profile.Group), "/etc/group",
            .. profile.Network && File.Exists("/etc/resolv.conf") ? (string[])["--ro-bind", "/etc/resolv.conf", "/etc/resolv.conf"] : [],
            "--proc", "/proc", "--dev", "/dev",
            "--perms", "1777", "--size", size, "--tmpfs", "/dev/shm",
            "--perms", "1777", "--size", size, "--tmpfs", "/tmp",
            "--perms", "0777", "--size", size, "--tmpfs", SandboxUsers.Home,
            "--dir", "/run", "--dir", "/var", "--symlink", "/tmp", "/var/tmp", "--symlink", "/run", "/var/run",
            .. Parents(profile).SelectMany(folder => (string[])["--perms", "0755", "--dir", folder]),
            .. profile.Toolchains ? Toolchains.Mounts.SelectMany(folder => (string[])["--ro-bind-try", folder, folder]) : [],
            .. profile.Mounts.SelectMany(mount => (string[])[mount.Writable ? "--bind" : "--ro-bind", mount.Source, mount.Target]),
            "--remount-ro", "/dev", "--remount-ro", "/",
            "--chdir", profile.Folder,
            "--clearenv",
            .. Variables(profile).SelectMany(variable => (string[])["--setenv", variable.Key, variable.Value]),
        ];
        if (filtered)
            arguments.AddRange(["--seccomp", "3"]);
        arguments.Add("--");
        return arguments;
    }

    /// <summary>Folders above what is mounted, outermost first: bubblewrap would make them for its own user alone.</summary>
    private SortedSet<string> Parents(SandboxProfile profile)
    {
        var parents = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var target in profile.Mounts.Select(mount => mount.Target).Concat(profile.Toolchains ? Toolchains.Mounts : []))
        {
            for (var folder = Path.GetDirectoryName(target); folder is { Length: > 1 }; folder = Path.GetDirectoryName(folder))
                parents.Add(folder);
        }

        parents.ExceptWith(["/tmp", "/home", SandboxUsers.Home, "/usr", "/etc"]);
        parents.RemoveWhere(folder => folder.StartsWith("/usr/", StringComparison.Ordinal));
        return parents;
    }

    private static IEnumerable<string> RootsRights(SandboxProfile profile)
    {
        string[] rights = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"];
        return profile.ReadsAll ? rights.Concat(["--cap-add", "CAP_DAC_READ_SEARCH"]) : rights;
    }

    private Dictionary<string, string> Variables(SandboxProfile profile)
    {
        var variables = new Dictionary<string, string>(profile.Environment, StringComparer.Ordinal)
        {
            ["PATH"] = profile.Toolchains ? Toolchains.Path : "/usr/bin:/bin",
            ["HOME"] = SandboxUsers.Home,
            ["USER"] = "factory",
            ["LANG"] = "C.UTF-8",
            ["TMPDIR"] = "/tmp",
        };
        if (profile.Toolchains)
        {
            foreach (var (name, value) in Toolchains.Environment)
                variables[name] = value;
        }

        return variables;
    }
}
