using System.Globalization;
using System.Text;
using Factory.Workspaces.Linux;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>One conversation with a host: git in a sandbox with the host's network, told in settings of its own where the host lies, and in files of its own what opens it.</summary>
internal sealed class RemoteSession : IDisposable
{
    // The variables hold paths of ours and nothing else; nothing is put into a text that a shell reads.
    private const string Helper = "!say() { test \"$1\" = get && cat \"$FACTORY_GIT_TOKEN\"; }; say";
    private const string Ssh = "exec /usr/bin/ssh -F \"$FACTORY_SSH_CONFIG\"";
    private readonly Sandbox sandbox;
    private readonly RemoteRepository remote;
    private readonly RemoteLimits limits;
    private readonly (uint User, uint Group) owner;
    private readonly SecretFiles secrets;
    private readonly List<string> settings;
    private readonly Dictionary<string, string> environment;

    /// <param name="owner">Of the git directory that is written; whom git runs as where we are root.</param>
    /// <exception cref="UnusableRepository">There are no credentials of the kind that the address needs, or they are of no sound form.</exception>
    public RemoteSession(Sandbox sandbox, RemoteRepository remote, RemoteLimits limits, (uint User, uint Group) owner)
    {
        (this.sandbox, this.remote, this.limits, this.owner) = (sandbox, remote, limits, owner);
        secrets = SecretFiles.Make(owner);
        environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = secrets.Folder };
        try
        {
            settings = remote.IsSsh ? OfSsh() : OfHttp();
        }
        catch
        {
            secrets.Dispose();
            throw;
        }
    }

    public void Dispose() => secrets.Dispose();

    /// <summary>Git that may speak with the host.</summary>
    /// <param name="gitFolder">Its git directory.</param>
    /// <param name="mounts">What it sees besides its secrets.</param>
    public Git Reaching(string gitFolder, IReadOnlyList<Mount> mounts, bool looks) =>
        Inside(gitFolder, mounts, new GitReach(remote.Scheme, settings, environment, looks ? limits.Look : limits.Transfer, limits.Size));

    /// <summary>Git without a network and without the secrets, as the same user.</summary>
    public Git Local(string gitFolder, IReadOnlyList<Mount> mounts) => Inside(gitFolder, mounts, null);

    /// <summary>What a command that failed says, without secrets, for people.</summary>
    public Exception Failure(GitOutput output, bool writes) => RemoteFailure.Of(remote, output, writes, limits);

    private Git Inside(string gitFolder, IReadOnlyList<Mount> mounts, GitReach? reach)
    {
        var secret = new Mount(secrets.Folder, secrets.Folder, Writable: false);
        var profile = new SandboxProfile
        {
            Mounts = reach is null ? mounts : [.. mounts, secret],
            Folder = "/",
            HostFolder = "/",
            User = owner.User,
            Group = owner.Group,
            Toolchains = false,
        };
        return new Git(sandbox, profile, gitFolder, workTree: null, reach);
    }

    private List<string> OfHttp()
    {
        var origin = string.Create(CultureInfo.InvariantCulture, $"{remote.Scheme}://{remote.Host}:{remote.Port}");
        var places = string.Join(',', remote.Places.Select(place => place.ToString().Contains(':', StringComparison.Ordinal) ? $"[{place}]" : place.ToString()));
        List<string> made =
        [
            "http.followRedirects=false", "http.sslVerify=true", "http.proxy=", "http.cookieFile=", "http.saveCookies=false", "http.emptyAuth=false", "http.delegation=none", "http.postBuffer=8388608",
            "http.lowSpeedLimit=1", $"http.lowSpeedTime={Math.Max(1, (int)limits.Silence.TotalSeconds).ToString(CultureInfo.InvariantCulture)}",
            string.Create(CultureInfo.InvariantCulture, $"http.curloptResolve={remote.Host}:{remote.Port}:{places}"),
        ];
        if (remote.Access.Certificates is { } certificates)
            made.AddRange([$"http.sslCAInfo={secrets.Write("certificates.pem", certificates)}", "http.sslCAPath=/nonexistent"]);
        if (remote.Access.Token is { } token)
        {
            environment["FACTORY_GIT_TOKEN"] = secrets.Write("token", $"username={Line(token.User)}\npassword={Line(token.Secret)}\n");
            made.Add($"credential.{origin}.helper={Helper}");
        }

        return made;
    }

    private List<string> OfSsh()
    {
        if (Programs.Ssh is null)
            throw new UnusableRepository($"{remote} is reached by SSH, and ssh was not found in /usr/bin. Install it: apt-get install openssh-client");
        if (remote.Access.SshKey is not { } key)
            throw new UnusableRepository($"{remote} is reached by SSH, and the forge of factory.publisher.yaml names no SSH key for {remote.Host}. Name one there, or use the https address.");
        var identity = secrets.Write("key", key.PrivateKey.ReplaceLineEndings("\n").TrimEnd('\n') + "\n");
        var known = secrets.Write("known_hosts", key.KnownHosts.ReplaceLineEndings("\n").TrimEnd('\n') + "\n");
        environment["FACTORY_SSH_CONFIG"] = secrets.Write("ssh_config", SshConfig(identity, known));
        environment["GIT_SSH_COMMAND"] = Ssh;
        environment["GIT_SSH_VARIANT"] = "ssh";
        return [];
    }

    /// <summary>The address is given, the name is what the host's key is looked up by.</summary>
    private string SshConfig(string identity, string known)
    {
        var name = remote.Host.Trim('[', ']');
        var alias = remote.Port == 22 ? name : string.Create(CultureInfo.InvariantCulture, $"[{name}]:{remote.Port}");
        return new StringBuilder("Host *\n")
            .Append(CultureInfo.InvariantCulture, $"HostName {remote.Places[0]}\nPort {remote.Port}\nHostKeyAlias {alias}\nUser git\n")
            .Append(CultureInfo.InvariantCulture, $"IdentityFile {identity}\nUserKnownHostsFile {known}\nGlobalKnownHostsFile /dev/null\n")
            .Append(CultureInfo.InvariantCulture, $"ConnectTimeout {Math.Max(1, (int)(limits.Look.TotalSeconds / 2))}\nServerAliveInterval {Math.Max(1, (int)(limits.Silence.TotalSeconds / 4))}\nServerAliveCountMax 4\n")
            .Append("StrictHostKeyChecking yes\nBatchMode yes\nIdentitiesOnly yes\nIdentityAgent none\nPreferredAuthentications publickey\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n")
            .Append("GSSAPIAuthentication no\nHostbasedAuthentication no\nCheckHostIP no\nUpdateHostKeys no\nVerifyHostKeyDNS no\nCanonicalizeHostname no\nForwardAgent no\nForwardX11 no\nClearAllForwardings yes\n")
            .Append("PermitLocalCommand no\nProxyCommand none\nProxyJump none\nControlMaster no\nControlPath none\nRequestTTY no\nTunnel no\nEscapeChar none\nLogLevel ERROR\n")
            .ToString();
    }

    private string Line(string value) => value.Length > 0 && !value.Any(char.IsControl)
        ? value
        : throw new UnusableRepository($"The credentials that factory.publisher.yaml names for {remote.Host} are empty or have control characters. Write one line.");
}
