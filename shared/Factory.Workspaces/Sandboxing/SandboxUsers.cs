using System.Globalization;
using Factory.Workspaces.Linux;

namespace Factory.Workspaces.Sandboxing;

/// <summary>The unprivileged users that commands run as when we are root: one for each workspace, so that process limits count each alone and none can signal or read another.</summary>
internal static class SandboxUsers
{
    public const uint Nobody = 65534;

    /// <summary>Home folder inside.</summary>
    public const string Home = "/home/factory";

    private const uint First = 0x70000000;
    private const uint Count = 0x00FFFFFF;

    /// <summary>Us where we are not root; else a user that follows from the id.</summary>
    public static (uint User, uint Group) For(Guid id)
    {
        if (!LinuxCalls.IsRoot)
            return (LinuxCalls.UserId, LinuxCalls.GroupId);
        var user = AllUsersAreMapped ? First + ((uint)id.GetHashCode() % Count) : Nobody;
        return (user, user);
    }

    private static bool AllUsersAreMapped { get; } = MapReaches(First + Count);

    private static bool MapReaches(uint user) =>
        File.ReadLines("/proc/self/uid_map")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(parts => parts.Length == 3 && long.Parse(parts[0], CultureInfo.InvariantCulture) <= First
                && long.Parse(parts[0], CultureInfo.InvariantCulture) + long.Parse(parts[2], CultureInfo.InvariantCulture) > user);
}
