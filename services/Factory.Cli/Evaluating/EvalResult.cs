using System.Text.Json.Serialization;

namespace Factory.Cli.Evaluating;

/// <summary>How a task went.</summary>
/// <param name="Name">The task's folder, below the one that was given.</param>
/// <param name="Outcome">published, not-fixed, failed or cancelled, as of <c>fix</c>; a task that could not be run failed.</param>
/// <param name="HiddenPassed">Whether the hidden tests pass on what was published; null where nothing was, or there are none.</param>
/// <param name="Seconds">Of the mission, from its start to its end.</param>
/// <param name="Candidates">Edits that the repair search ran, in all of its calls.</param>
/// <param name="Tokens">Of all model calls.</param>
/// <param name="Usd">What they cost.</param>
/// <param name="Branch">Where the change is, in <see cref="Repository"/>; null where nothing was published.</param>
/// <param name="Reason">Why it ended so; null where it was published.</param>
internal sealed record EvalResult(
    string Name, string Outcome, bool? HiddenPassed, double Seconds, int Candidates, long Tokens, decimal Usd, string? Branch, string? Reason)
{
    public string? Kind { get; init; }

    public Guid? MissionId { get; init; }

    /// <summary>The bare repository that the mission worked for.</summary>
    public string? Repository { get; init; }

    /// <summary>Whether it was kept from an earlier run.</summary>
    public bool Kept { get; init; }

    [JsonIgnore]
    public bool Fixed => Outcome == "published";

    /// <summary>It said fixed, and the hidden tests say not.</summary>
    [JsonIgnore]
    public bool FalselyFixed => Fixed && HiddenPassed == false;

    /// <summary>It came to an outcome that another run would come to, too: it is kept.</summary>
    [JsonIgnore]
    public bool Settled => Outcome is "published" or "not-fixed";

    public static EvalResult Failed(string name, string? kind, string reason) => new(name, "failed", null, 0, 0, 0, 0, null, reason) { Kind = kind };
}
