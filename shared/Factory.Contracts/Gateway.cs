using Factory.Contracts.Runs;

namespace Factory.Contracts.Gateway;

/// <summary>How a call of the gateway ended.</summary>
public enum GatewayOutcome
{
    /// <summary>The caller has the whole answer.</summary>
    Answered = 1,

    /// <summary>No model answered.</summary>
    Failed = 2,

    /// <summary>The answer broke off after the caller had seen some of it.</summary>
    Broken = 3,

    /// <summary>The caller went away.</summary>
    Cancelled = 4,

    /// <summary>A budget did not allow it.</summary>
    OverBudget = 5,
}

/// <summary>One call of a person's own tool. What was said in it is nowhere.</summary>
/// <param name="Asked">The model as the caller named it, for example <c>role:coder</c>.</param>
/// <param name="Model">The model that answered, or was asked last; null where none was asked.</param>
/// <param name="Usd">What it cost in US dollars.</param>
/// <param name="Seconds">Until the last byte.</param>
/// <param name="Attempts">How many models were asked.</param>
public sealed record GatewayCallMade(DateTimeOffset At, string Asked, string? Model, Usage Usage, decimal Usd, double Seconds, GatewayOutcome Outcome, int Attempts);
