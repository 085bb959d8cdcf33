using System.Text;

namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>What people are told when a host did not do what git asked of it. Git and ssh name their failures in words only.</summary>
internal static class RemoteFailure
{
    private const int LongestQuote = 600;
    private const string Settings = "factory.publisher.yaml";

    /// <summary>All that fetch says where the kernel ended the program that writes the pack, as it does at the largest file allowed; of any other failure that program says more.</summary>
    private const string DiedSilently = "fatal: fetch-pack: invalid index-pack output";

    private static readonly string[] Keys = ["Host key verification failed", "REMOTE HOST IDENTIFICATION HAS CHANGED", "No matching host key", "no matching host key type"];
    private static readonly string[] Certificates = ["certificate", "SSL: ", "gnutls_handshake", "SSL_ERROR"];
    private static readonly string[] Moved = ["returned error: 301", "returned error: 302", "returned error: 303", "returned error: 307", "returned error: 308", "update url base from redirection"];
    private static readonly string[] Unauthenticated = ["Authentication failed", "could not read Username", "could not read Password", "returned error: 401", "Permission denied (publickey", "invalid credentials"];
    private static readonly string[] Forbidden = ["returned error: 403", "Write access to repository not granted", "marked as read only", "Permission to ", "insufficient permission", "unable to create temporary object directory", "not allowed to push", "read-only"];
    private static readonly string[] Missing = ["returned error: 404", "Repository not found", "repository not found", "does not appear to be a git repository", "' not found", "returned error: 410", "No such file or directory"];
    private static readonly string[] Limited = ["returned error: 429", "returned error: 5"];

    private static readonly string[] Unreachable =
    [
        "Could not resolve host", "Failed to connect", "Connection refused", "onnection timed out", "Operation timed out", "Operation too slow", "No route to host", "Network is unreachable", "Connection reset", "Connection closed",
        "onnection was closed", "kex_exchange_identification", "Empty reply", "early EOF", "RPC failed", "unexpected disconnect", "the remote end hung up unexpectedly", "Recv failure", "Send failure", "timed out", "Broken pipe", "Could not connect",
    ];

    public static Exception Of(RemoteRepository remote, GitOutput output, bool writes, RemoteLimits limits)
    {
        var said = output.Error;
        if (output.ExitCode == GitRun.TookTooLong)
            return new RemoteUnreachable($"{remote.Host} was given up: {said}. See that it answers, or allow more time for {remote}.");
        if (said.Trim() == DiedSilently || said.Contains("signal 25", StringComparison.Ordinal) || said.Contains("File size limit exceeded", StringComparison.Ordinal) || said.Contains("File too large", StringComparison.Ordinal))
            return new UnusableRepository($"{remote} is larger than the {limits.Size >> 20} MB that are fetched. Allow more, or use a smaller repository.");
        if (said.Contains("No user exists for uid", StringComparison.Ordinal))
            return new UnusableRepository($"{remote} is reached by SSH, and ssh does not run as a user without an account on this machine, which only a sandbox would give it. Add the factory's user to /etc/passwd, let the sandbox run, or use the https address.");
        if (Says(said, Keys))
            return new UnusableRepository($"{remote.Host} showed a key that the known hosts in {Settings} do not have for it. Compare it with what the host publishes, then add the line that ssh-keyscan prints for {remote.Host}.");
        if (Says(said, Moved))
            return new UnusableRepository($"{remote} sends git to another place, and redirects are not followed. Use the address that it has now.");
        return OfRights(remote, said, writes) ?? OfNetwork(remote, said) ?? Other(remote, said, writes);
    }

    /// <summary>What a host said beside the protocol, in one line that a terminal and a page can show.</summary>
    public static string Quote(RemoteRepository remote, string said)
    {
        var clean = new StringBuilder();
        foreach (var line in said.Split('\n', '\r').Select(line => line.Trim()).Where(line => line.Length > 0))
            clean.Append(clean.Length == 0 ? "" : " ").Append(string.Concat(line.Where(character => !char.IsControl(character) && char.GetUnicodeCategory(character) is not System.Globalization.UnicodeCategory.Format)));
        var quoted = clean.ToString();
        if (remote.Access.Token is { } token)
        {
            quoted = quoted.Replace(token.Secret, "***", StringComparison.Ordinal)
                .Replace(Uri.EscapeDataString(token.Secret), "***", StringComparison.Ordinal)
                .Replace(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{token.User}:{token.Secret}")), "***", StringComparison.Ordinal);
        }

        return quoted.Length <= LongestQuote ? quoted : quoted[..LongestQuote] + "…";
    }

    private static UnusableRepository? OfRights(RemoteRepository remote, string said, bool writes) =>
        Says(said, Unauthenticated) ? new UnusableRepository(
            remote.Access.Token is null && remote.Access.SshKey is null
                ? $"{remote} asks for credentials, and {Settings} names none for {remote.Host}. Add them there."
                : $"{remote.Host} did not accept the credentials that {Settings} names for it: they are wrong, or expired. Renew them, and see that they are meant for {remote}.")
        : Says(said, Forbidden) ? new UnusableRepository(
            writes
                ? $"The credentials that {Settings} names for {remote.Host} may not write to {remote}. Give the App, token or key the right to write contents there."
                : $"The credentials that {Settings} names for {remote.Host} may not read {remote}. Give the App, token or key the right to read contents there.")
        : Says(said, Missing) ? new UnusableRepository($"{remote} is not there, or the credentials that {Settings} names for {remote.Host} may not see it. Check the address, and which repositories the App, token or key is for.")
        : null;

    private static Exception? OfNetwork(RemoteRepository remote, string said) =>
        Says(said, Limited) ? new RemoteUnreachable($"{remote.Host} cannot serve {remote} at the moment: {Quote(remote, said)}")
        : Says(said, Unreachable) ? new RemoteUnreachable($"{remote.Host} cannot be reached, or ended the conversation: {Quote(remote, said)} Check the address, the network and the firewall.")
        : Says(said, Certificates) ? new UnusableRepository(
            $"{remote.Host} could not prove over TLS that it is {remote.Host}: {Quote(remote, said)} Where it has a certificate of your own authority, name that authority's file as 'ca' of the forge in {Settings}.")
        : null;

    private static UnusableRepository Other(RemoteRepository remote, string said, bool writes) =>
        new($"{remote} could not be {(writes ? "written" : "read")}: {Quote(remote, said)}");

    private static bool Says(string said, string[] phrases) => phrases.Any(phrase => said.Contains(phrase, StringComparison.Ordinal));
}
