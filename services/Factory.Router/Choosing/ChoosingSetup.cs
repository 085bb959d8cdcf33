namespace Factory.Router.Choosing;

/// <summary>Who is asked for a turn, and who instead when that one does not answer.</summary>
internal static class ChoosingSetup
{
    public static void AddChoosing(this IServiceCollection services)
    {
        services.AddSingleton<EndpointHealth>();
        services.AddSingleton<Chooser>();
        services.AddSingleton<Players>();
        services.AddSingleton<Attempts>();
        services.AddSingleton<Race>();
        services.AddSingleton<RoleModels>();
    }
}
