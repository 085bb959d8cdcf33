using Factory.Coder;
using Factory.Docs;
using Factory.MissionControl;
using Factory.Planner;
using Factory.Publisher;
using Factory.Reviewer;
using Factory.Router;
using Factory.ServiceDefaults;
using Factory.SignalIntake;
using Factory.Tester;

namespace Factory.Local.Hosting;

/// <summary>The whole line in one host, in the order of the line.</summary>
internal static class AllServices
{
    public static void AddAllServices(this IHostApplicationBuilder builder)
    {
        builder.AddServiceDefaults("local");
        builder.AddSignalIntake();
        builder.AddPlanner();
        builder.AddCoder();
        builder.AddTester();
        builder.AddReviewer();
        builder.AddDocs();
        builder.AddRouter();
        builder.AddPublisher();
        builder.AddMissionControl();
        builder.AddServiceBus();
    }

    public static void MapAllServices(this WebApplication app)
    {
        app.MapDefaultEndpoints();
        app.MapSignalIntake();
        app.MapRouter();
        app.MapMissionControl();
    }
}
