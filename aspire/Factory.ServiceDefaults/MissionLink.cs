using Microsoft.Extensions.Configuration;

namespace Factory.ServiceDefaults;

/// <summary>Where people see a mission.</summary>
/// <param name="Factory">The factory's address as people reach it (<c>Factory:PublicUrl</c>, http or https, a path allowed); null where none is set: a mission is then told by its id alone.</param>
public sealed record MissionLink(Uri? Factory)
{
    /// <summary>The setting that names the address.</summary>
    public const string Key = "Factory:PublicUrl";

    /// <summary>What the configuration says.</summary>
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

    /// <summary>The mission's address; null where none is set.</summary>
    public string? Of(Guid missionId) => Factory is null ? null : $"{Factory.AbsoluteUri.TrimEnd('/')}/missions/{missionId}";
}
