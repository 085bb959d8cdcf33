namespace Factory.Router.Casting;

/// <summary>Who plays a role.</summary>
/// <param name="Models">Names, the first choice first, then the fallbacks.</param>
/// <param name="Effort">How hard the model is to think, in the provider's own word; null for its default.</param>
/// <param name="Escalate">Names of stronger models for runs that struggle, the next step first.</param>
/// <param name="Policy">Name of the policy that orders <paramref name="Models"/>; null for their own order.</param>
internal sealed record RoleCast(IReadOnlyList<string> Models, string? Effort, IReadOnlyList<string> Escalate, string? Policy)
{
    public static readonly RoleCast Mechanic = new([CastModel.MechanicName], null, [], null);

    /// <summary>How long a model may bring no byte before the next one is asked, too; null for as long as it likes.</summary>
    public TimeSpan? HedgeAfter { get; init; }

    /// <summary>Everyone who may be asked in this role.</summary>
    public IEnumerable<string> Everyone => Models.Concat(Escalate);
}
