namespace Factory.Messaging;

/// <summary>The inbox holds this message: whatever it does was done, and its transaction is rolled back. Never leaves the heart.</summary>
internal sealed class AlreadyHandled(MessageInHand message)
    : Exception($"Message {message.Id} was handled by {message.Endpoint} before.");
