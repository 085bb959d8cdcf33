namespace Factory.Messaging.DeadLetters;

/// <summary>A message that could not be handled, or work under lease that failed for good in a way that could not be recorded. It stays until somebody retries it.</summary>
/// <param name="Id">The message's id, or the lease's.</param>
/// <param name="Endpoint">The queue it was in.</param>
/// <param name="MessageType">For example <c>Factory.Contracts.Runs:AskModel</c>; <c>unreadable</c> when no envelope says.</param>
/// <param name="Body">The envelope as it came, as text.</param>
/// <param name="ExceptionType">What was thrown, or what else happened.</param>
/// <param name="ExceptionMessage">For people.</param>
public sealed record DeadLetter(
    Guid Id, string Endpoint, string MessageType, string Body, string ExceptionType, string ExceptionMessage, DateTimeOffset DiedAt);
