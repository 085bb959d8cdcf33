using MassTransit;

namespace Factory.Messaging;

/// <summary>The way from a consumer's or saga step's context to its transaction.</summary>
public static class HeartContextExtensions
{
    /// <summary>The transaction in which this message is handled.</summary>
    /// <exception cref="InvalidOperationException">The context is not of a message on one of the factory's endpoints.</exception>
    public static HeartTransaction Heart(this PipeContext context) =>
        context.TryGetPayload<HeartTransaction>(out var transaction)
            ? transaction
            : throw new InvalidOperationException("No transaction here: the consumer or saga is not on an endpoint registered with AddEndpoints.");
}
