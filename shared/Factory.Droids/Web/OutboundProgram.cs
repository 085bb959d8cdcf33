using Factory.Workspaces.Sandboxing;

namespace Factory.Droids.Web;

/// <summary>The one program of the factory that talks to hosts for droids. This process has rights on the database and shows models what others wrote: it asks no host itself.</summary>
internal static class OutboundProgram
{
    private static readonly Lazy<NetworkProgram> Found = new(() => NetworkProgram.In(AppContext.BaseDirectory, typeof(Outbound.OutboundRefused).Assembly.GetName().Name!));

    /// <exception cref="FileNotFoundException">It did not come with this application.</exception>
    public static NetworkProgram Instance => Found.Value;
}
