using Factory.Workspaces.Sandboxing;

namespace Factory.Droids.Web;

/// <summary>The one program of the factory that talks to hosts for droids. This process has rights on the database and shows models what others wrote: it asks no host itself.</summary>
internal static class OutboundProgram
{
    internal static string Name => typeof(Outbound.OutboundRefused).Assembly.GetName().Name!;

    /// <summary>What it needs besides the runtime, by name: nothing else of the folder that it lies in is shown to it.</summary>
    internal static readonly IReadOnlyList<string> Libraries = ["AngleSharp", "Microsoft.Extensions.AI.Abstractions", "ModelContextProtocol.Core"];

    private static readonly Lazy<NetworkProgram> Found = new(() => NetworkProgram.In(AppContext.BaseDirectory, Name, Libraries));

    /// <exception cref="FileNotFoundException">It did not come with this application.</exception>
    public static NetworkProgram Instance => Found.Value;
}
