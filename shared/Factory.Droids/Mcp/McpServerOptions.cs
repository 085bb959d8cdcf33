namespace Factory.Droids.Mcp;

/// <summary>A server of the Model Context Protocol that droids may use. Section <c>Factory:Mcp:&lt;name&gt;</c> of the operator's configuration; a repository cannot name one.</summary>
public sealed class McpServerOptions
{
    /// <summary>The program and its arguments, as seen in the sandbox. Must be given.</summary>
    public IList<string> Command { get; init; } = [];

    /// <summary>An absolute folder of this computer that the program may read besides the system and the checkout. Default: none.</summary>
    public string? Folder { get; init; }

    /// <summary>Roles that may use it. Must be given: an empty list is none.</summary>
    public IList<string> Roles { get; init; } = [];

    /// <summary>Its tools that may be called. Must be given: an empty list is none.</summary>
    public IList<string> Tools { get; init; } = [];

    /// <summary>How long a call may take; 1 to 600 seconds, default 60.</summary>
    public int TimeoutSeconds { get; init; } = 60;
}
