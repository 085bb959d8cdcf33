namespace Factory.Droids.Computers;

/// <summary>What this process's computer may take on. Section <c>Factory:Computer</c>.</summary>
public sealed class ComputerOptions
{
    /// <summary>Open workspaces at most; 1 to 1,000, default 16. A replica that is full leaves work to the others.</summary>
    public int Workspaces { get; set; } = 16;

    /// <summary>Tool calls that run at once at most; 1 to 256, default 4.</summary>
    public int ToolRuns { get; set; } = 4;

    /// <summary>How long a computer may be silent before its workspaces count as lost; default 20 s.</summary>
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether commands may run without a sandbox where bubblewrap is missing. Default false: the operator must write it down.</summary>
    public bool AllowUnsandboxed { get; set; }

    /// <summary>Whether the prepare step may use the network. Default false.</summary>
    public bool AllowNetworkInPrepare { get; set; }

    internal void Check()
    {
        if (Workspaces is < 1 or > 1_000)
            throw new InvalidOperationException($"Configuration key Factory:Computer:Workspaces is {Workspaces}: use 1 to 1000.");
        if (ToolRuns is < 1 or > 256)
            throw new InvalidOperationException($"Configuration key Factory:Computer:ToolRuns is {ToolRuns}: use 1 to 256.");
        if (LostAfter < TimeSpan.FromSeconds(1))
            throw new InvalidOperationException($"Configuration key Factory:Computer:LostAfter is {LostAfter}: use at least one second.");
    }
}
