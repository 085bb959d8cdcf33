namespace Factory.Planner.Telling;

/// <summary>Where people see a mission.</summary>
/// <param name="Factory">The factory's address as people reach it (<c>Factory:PublicUrl</c>); null where none is set: a mission is then told by its id alone.</param>
internal sealed record MissionLink(Uri? Factory)
{
    public const string Key = "Factory:PublicUrl";

    /// <exception cref="InvalidOperationException">The address is none.</exception>
    public static MissionLink Read(IConfiguration configuration)
    {
        var address = configuration[Key];
        if (string.IsNullOrWhiteSpace(address))
            return new MissionLink(Factory: null);
        return Uri.TryCreate(address, UriKind.Absolute, out var factory) && factory.Scheme is "https" or "http" && factory is { UserInfo: "", Query: "", Fragment: "" }
            ? new MissionLink(factory)
            : throw new InvalidOperationException($"Configuration key {Key} is '{address}': write the address at which people reach this factory, for example https://factory.example.org.");
    }

    public string? Of(Guid missionId) => Factory is null ? null : $"{Factory.AbsoluteUri.TrimEnd('/')}/missions/{missionId}";
}
