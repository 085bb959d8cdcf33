using Factory.Publisher.Outputs;

namespace Factory.Publisher.Trackers;

internal static class TrackerSetup
{
    public static void AddTrackers(this IServiceCollection services)
    {
        services.AddSingleton<TrackerHttp>();
        services.AddSingleton<ITracker, LinearTracker>().AddSingleton<ITracker, JiraTracker>();
        services.AddSingleton<IOriginTeller, TicketTeller>();
    }
}
