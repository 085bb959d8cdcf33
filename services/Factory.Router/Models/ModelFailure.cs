namespace Factory.Router.Models;

/// <summary>Why a model did not answer; decides what is tried next.</summary>
internal enum FailureKind
{
    /// <summary>May pass: overload, a rate limit, a broken connection. Tried again after a while.</summary>
    Transient = 1,

    /// <summary>The call took all its time. Tried again once.</summary>
    TimedOut = 2,

    /// <summary>Would fail again: a wrong key, an unknown model, a request that is not understood. The next model is tried.</summary>
    Refused = 3,

    /// <summary>The call could cost more than is left. A cheaper model is tried.</summary>
    OverBudget = 4,
}

/// <summary>A model did not answer. The message is shown to people and holds no key.</summary>
internal sealed class ModelFailure(FailureKind kind, string message, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public FailureKind Kind => kind;

    /// <summary>How long the provider asked to wait.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
