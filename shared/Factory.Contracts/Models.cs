namespace Factory.Contracts.Models;

// How models are tried, in the order it is said.

/// <summary>Try what models can do, and keep their cards.</summary>
/// <param name="ProbeId">Follows from the request.</param>
/// <param name="Names">As the casting names them; empty for all.</param>
public sealed record ProbeModels(Guid ProbeId, IReadOnlyList<string> Names, string By)
{
    /// <summary>Who pays. Default: the team that every factory has.</summary>
    public string Team { get; init; } = "default";
}

/// <summary>One model of those.</summary>
public sealed record ProbeModel(Guid ProbeId, string Name)
{
    /// <summary>Who pays. Default: the team that every factory has.</summary>
    public string Team { get; init; } = "default";
}

/// <summary>One thing that was tried.</summary>
/// <param name="Name">For example <c>native tools</c>.</param>
/// <param name="Found">What was seen, for people.</param>
public sealed record ProbeStep(string Name, bool Passed, string Found, decimal Usd, double Seconds);
