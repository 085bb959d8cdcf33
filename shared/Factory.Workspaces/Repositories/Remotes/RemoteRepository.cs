using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>A repository on another machine, where that machine lies, and what opens it.</summary>
public sealed partial class RemoteRepository
{
    /// <param name="address">In the one way in which it is written: <c>https://HOST/OWNER/NAME</c>, <c>ssh://git@HOST/OWNER/NAME</c>, or <c>http://</c> for this machine.</param>
    /// <param name="places">The addresses that the host's name leads to, checked: git speaks with one of these and asks for none itself.</param>
    /// <exception cref="ArgumentException">It is not such an address, or no place was given.</exception>
    public RemoteRepository(string address, IReadOnlyList<IPAddress> places, GitAccess access)
    {
        if (Shape().Match(address) is not { Success: true } parts || address.Split('/').Any(name => name is "." or "..") || places.Count == 0)
            throw new ArgumentException("Not an address of a repository, or its host has no place.", nameof(address));
        (Address, Places, Access) = (address, places, access);
        (Scheme, Host) = (parts.Groups["scheme"].Value, parts.Groups["host"].Value);
        if (Scheme == "http" && !places.All(IPAddress.IsLoopback))
            throw new ArgumentException("Without TLS only this machine is spoken with.", nameof(address));
        Port = parts.Groups["port"] is { Success: true } port ? int.Parse(port.Value, CultureInfo.InvariantCulture) : Scheme switch { "https" => 443, "http" => 80, _ => 22 };
    }

    public string Address { get; }

    /// <summary>As in the address: IPv6 in brackets.</summary>
    public string Host { get; }

    public int Port { get; }

    internal string Scheme { get; }

    internal bool IsSsh => Scheme == "ssh";

    internal IReadOnlyList<IPAddress> Places { get; }

    internal GitAccess Access { get; }

    /// <summary>What git is told. Forges know both forms; some redirect the one without ending, and redirects are not followed.</summary>
    internal string Url => IsSsh ? Address : Address + ".git";

    public override string ToString() => Address;

    [GeneratedRegex(@"^((?<scheme>https?)://|(?<scheme>ssh)://git@)(?<host>\[[0-9a-f:.]+\]|[a-z0-9][a-z0-9.-]*)(:(?<port>[0-9]{1,5}))?/[A-Za-z0-9._~][A-Za-z0-9._~-]*/[A-Za-z0-9._~][A-Za-z0-9._~-]*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
