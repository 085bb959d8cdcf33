namespace Factory.Droids.Mcp;

/// <summary>A server of the Model Context Protocol that droids may use. Section <c>Factory:Mcp:&lt;name&gt;</c> of the operator's configuration; a repository cannot name one.</summary>
public sealed class McpServerOptions
{
    /// <summary>The program and its arguments, as seen in the sandbox. This or <see cref="Url"/> must be given.</summary>
    public IList<string> Command { get; init; } = [];

    /// <summary>An absolute folder of this computer that the program may read besides the system and the checkout. Default: none.</summary>
    public string? Folder { get; init; }

    /// <summary>Where it answers over HTTP, instead of being a program in the sandbox. It is asked from a sandbox of its own, by a program that reaches this URL and no other. Default: none.</summary>
    public string? Url { get; init; }

    /// <summary>The host of <see cref="Url"/> may lead to an address of a private network or of this machine. Default: false.</summary>
    public bool Private { get; init; }

    /// <summary>An absolute path of a file whose one line is sent to <see cref="Url"/> as a bearer token. Read anew for each connection. Default: none.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Roles that may use it. Must be given: an empty list is none.</summary>
    public IList<string> Roles { get; init; } = [];

    /// <summary>Its tools that may be called. Must be given: an empty list is none.</summary>
    public IList<string> Tools { get; init; } = [];

    /// <summary>How long a call may take; 1 to 600 seconds, default 60.</summary>
    public int TimeoutSeconds { get; init; } = 60;
}
