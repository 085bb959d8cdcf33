namespace Factory.SignalIntake.Deliveries;

/// <summary>How long deliveries are kept: <c>Factory:SignalIntake:KeepDays</c>, 1 to 3,650, default 30.</summary>
internal static class DeliveryAge
{
    private const string Setting = "Factory:SignalIntake:KeepDays";
    private const int Days = 30;
    private const int MostDays = 3_650;

    public static TimeSpan Kept(IConfiguration configuration) => TimeSpan.FromDays(Math.Clamp(configuration.GetValue(Setting, Days), 1, MostDays));
}
