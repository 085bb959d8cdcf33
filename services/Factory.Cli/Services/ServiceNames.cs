namespace Factory.Cli.Services;

/// <param name="Name">As in logs and queues.</param>
/// <param name="Program">Its program beside this one.</param>
internal sealed record ServiceName(string Name, string Program);

/// <summary>The services, in the order of the line; the same as in aspire/apphost.cs.</summary>
internal static class ServiceNames
{
    public const string SignalIntake = "signal-intake";
    public const string MissionControl = "mission-control";
    public const string Router = "router";
    public const string Publisher = "publisher";

    public static readonly IReadOnlyList<ServiceName> All =
    [
        new(SignalIntake, "Factory.SignalIntake"),
        new(MissionControl, "Factory.MissionControl"),
        new("planner", "Factory.Planner"),
        new("coder", "Factory.Coder"),
        new("tester", "Factory.Tester"),
        new("reviewer", "Factory.Reviewer"),
        new("docs", "Factory.Docs"),
        new(Router, "Factory.Router"),
        new(Publisher, "Factory.Publisher"),
    ];
}
