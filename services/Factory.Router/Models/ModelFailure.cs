using Factory.Contracts.Runs;

namespace Factory.Router.Models;

/// <summary>Why a model did not answer; decides what is tried next.</summary>
internal enum FailureKind
{
    /// <summary>Too many calls or tokens in a time (429). Waited for as long as the provider says, then tried again.</summary>
    RateLimited = 1,

    /// <summary>The provider cannot now (5xx, 529). Tried again after a while, then the next model.</summary>
    Overloaded = 2,

    /// <summary>The call took all its time, or went silent. Tried again once.</summary>
    TimedOut = 3,

    /// <summary>The connection broke, or the answer was cut or no answer. Nothing of it is kept. Tried again.</summary>
    Broken = 4,

    /// <summary>The transcript does not fit. It is compacted, or a model with more room is asked.</summary>
    ContextTooLong = 5,

    /// <summary>The model or its provider will not answer this (content filter, policy). The next model is tried.</summary>
    Refused = 6,

    /// <summary>The answer's tool calls cannot be read. The model is shown what was wrong once.</summary>
    MalformedCall = 7,

    /// <summary>The key is wrong, missing, or without rights or quota. The next model is tried; people are told.</summary>
    Authentication = 8,

    /// <summary>The endpoint or model does not exist. The next model is tried; people are told.</summary>
    NotFound = 9,

    /// <summary>The provider does not understand the request (400, 422). The next model is tried; people are told.</summary>
    BadRequest = 10,

    /// <summary>The call could cost more than is left. A cheaper model is tried.</summary>
    OverBudget = 11,
}

/// <summary>A model did not answer. The message is shown to people and holds no key.</summary>
internal class ModelFailure(FailureKind kind, string message, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public FailureKind Kind => kind;

    /// <summary>How long the provider asked to wait.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>What the provider charges for the call although it gave no answer; null for nothing.</summary>
    public Usage? Spent { get; init; }
}
