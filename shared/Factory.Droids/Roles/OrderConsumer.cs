using Factory.Contracts;
using Factory.Messaging;
using Factory.Messaging.Leases;
using MassTransit;

namespace Factory.Droids.Roles;

/// <summary>An order becomes a droid run.</summary>
internal sealed class OrderConsumer<TOrder, TResult>(DroidRole<TOrder, TResult> role) : IConsumer<TOrder>
    where TOrder : class
    where TResult : class
{
    public async Task Consume(ConsumeContext<TOrder> context)
    {
        var heart = context.Heart();
        heart.Send(Endpoints.Runs(role.Service), await role.Start(context.Message, heart, context.CancellationToken));
    }
}
