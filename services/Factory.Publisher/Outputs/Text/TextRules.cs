namespace Factory.Publisher.Outputs.Text;

/// <summary>What text for the outside may hold.</summary>
/// <param name="Links">Hosts that links may lead to.</param>
/// <param name="Mentions">Who may be told, without @.</param>
internal sealed record TextRules(IReadOnlySet<string> Links, IReadOnlySet<string> Mentions)
{
    /// <summary>What GitHub takes of a comment, less what markers need.</summary>
    public int Longest { get; init; } = 60_000;

    /// <summary>Where the whole can be read, for what had to be cut; null for nowhere.</summary>
    public string? Whole { get; init; }
}
