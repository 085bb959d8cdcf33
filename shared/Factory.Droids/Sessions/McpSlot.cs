using Factory.Droids.Mcp;

namespace Factory.Droids.Sessions;

/// <summary>A run's place for one server.</summary>
internal sealed class McpSlot
{
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Null until it is used, and after it failed.</summary>
    public McpConnection? Connection { get; set; }
}
