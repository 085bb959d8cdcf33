namespace Factory.Cli.Connecting;

/// <summary>Where MissionControl keeps a mission; what was typed is no path.</summary>
internal static class MissionPath
{
    public static string Of(string id, string action = "") =>
        id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiHexDigit(c) || c == '-')
            ? $"missions/{id}{(action.Length == 0 ? "" : "/")}{action}"
            : throw new UsageException($"'{id}' is no mission id. './factory missions' lists them.");
}
