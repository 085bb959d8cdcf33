using System.Globalization;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>How much is broken, and in which order: <c>FACTORY_CHAOS_SEED</c> (default 1) and <c>FACTORY_CHAOS_MISSIONS</c> (default: what each test says).</summary>
internal static class ChaosSettings
{
    public static int Seed { get; } = Number("FACTORY_CHAOS_SEED") ?? 1;

    /// <summary>Missions of a test, unless the environment asks for more.</summary>
    public static int Missions(int usual) => Number("FACTORY_CHAOS_MISSIONS") ?? usual;

    /// <summary>Kills of what takes all services along when it is killed: more where the environment asks for more missions.</summary>
    public static int Kills(int usual) => Math.Max(usual, Missions(0) / 5);

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
