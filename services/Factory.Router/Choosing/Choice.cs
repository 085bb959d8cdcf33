using Factory.Contracts.Runs;
using Factory.Router.Casting;

namespace Factory.Router.Choosing;

/// <summary>Who is asked for a turn.</summary>
/// <param name="Order">Who may be asked, in this order; empty where nobody may.</param>
/// <param name="Candidates">All that were looked at, with their scores, or why they may not be asked.</param>
/// <param name="Effort">How hard the model is to think; null for its default.</param>
/// <param name="Probability">That the first is the first, 0 to 1.</param>
/// <param name="Reason">Why the first is the first.</param>
internal sealed record Choice(IReadOnlyList<CastModel> Order, IReadOnlyList<Candidate> Candidates, string? Effort, double Probability, string Reason)
{
    /// <summary>How long a model may bring no byte before the next one is asked, too; null for as long as it likes.</summary>
    public TimeSpan? HedgeAfter { get; init; }

    /// <summary>Whether there was nothing to choose: the mechanic, and nobody else.</summary>
    public bool IsMechanicOnly => Candidates is [{ Model: CastModel.MechanicName }];
}

/// <summary>Who answered a run's last turn, by which casting.</summary>
internal sealed record LastChoice(int Turn, string? Model, string CastingHash);

/// <summary>A role that a skill names which a run loaded.</summary>
/// <param name="Turn">The turn that loaded the first skill of this role: the next one is asked of its cast.</param>
internal sealed record SkillRole(string Name, int Turn);
