namespace Factory.Messaging;

/// <summary>The message that a transaction handles.</summary>
/// <param name="Id">Its id, the same on every delivery.</param>
/// <param name="Endpoint">Where it is handled.</param>
/// <param name="Length">Of its body, in bytes.</param>
/// <param name="Again">It may have been handled before: the broker says so, or an attempt failed.</param>
internal sealed record MessageInHand(Guid Id, string Endpoint, long Length, Guid? ConversationId, bool Again);
