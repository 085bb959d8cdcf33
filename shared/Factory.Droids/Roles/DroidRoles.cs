namespace Factory.Droids.Roles;

/// <summary>The roles that this process hosts.</summary>
internal sealed class DroidRoles(IEnumerable<DroidRole> roles)
{
    private readonly Dictionary<string, DroidRole> _roles = roles.ToDictionary(role => role.Name, StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The role is hosted elsewhere: a message came to the wrong queue.</exception>
    public DroidRole Of(string name) => _roles.TryGetValue(name, out var role)
        ? role
        : throw new InvalidOperationException($"The role '{name}' is not hosted here (hosted: {string.Join(", ", _roles.Keys)}); the message came to the wrong queue.");
}
