namespace Factory.Workspaces.Linux;

/// <summary>Absolute paths of the programs that we run ourselves, looked up in the system's folders only, never on a PATH that someone else set.</summary>
internal static class Programs
{
    private static readonly string[] Folders = ["/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin", "/sbin"];

    public static string? Git { get; } = Find("git");

    /// <summary>OpenSSH's client: needed only for repositories that are reached by SSH.</summary>
    public static string? Ssh { get; } = Find("ssh");

    public static string? Bubblewrap { get; } = Find("bwrap");

    /// <summary>Gives up an identity; needed only by root.</summary>
    public static string? SetPriv { get; } = Find("setpriv");

    public static string? PrLimit { get; } = Find("prlimit");

    /// <summary>ripgrep: searches text much faster than we do; we do where it is missing.</summary>
    public static string? Ripgrep { get; } = Find("rg");

    private static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
