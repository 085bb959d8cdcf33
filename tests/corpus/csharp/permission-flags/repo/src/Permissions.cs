namespace Rights;

[Flags]
public enum Permission
{
    None = 0,
    Read = 1,
    Write = 2,
    Delete = 4,
    Share = 8,
}

public sealed class Permissions
{
    private readonly Dictionary<string, Permission> _granted = new(StringComparer.Ordinal);

    public Permission Of(string user) => _granted.GetValueOrDefault(user);

    public void Grant(string user, Permission permission) => _granted[user] = Of(user) | permission;

    public void Revoke(string user, Permission permission) => _granted[user] = Of(user) & ~permission;

    /// <summary>Whether the user has all that is asked for.</summary>
    public bool Has(string user, Permission wanted) => (Of(user) & wanted) != Permission.None;

    public IReadOnlyList<string> Who(Permission wanted) => [.. _granted.Keys.Where(user => Has(user, wanted)).Order(StringComparer.Ordinal)];
}
