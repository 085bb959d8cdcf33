using System.Collections.Concurrent;
using Factory.Messaging;
using MassTransit;

namespace Factory.Benchmarks;

// A saga of two steps that others do: the same messages, states and consumers with and without the heart.

public sealed record PlaceOrder(Guid OrderId);

public sealed record TakePayment(Guid OrderId);

public sealed record PaymentTaken(Guid OrderId);

public sealed record ShipGoods(Guid OrderId);

public sealed record GoodsShipped(Guid OrderId);

public sealed record OrderProgressed(string Step);

public sealed class OrderState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    public string Customer { get; set; } = "";

    public int Steps { get; set; }
}

public sealed class PlainOrderState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    public string Customer { get; set; } = "";

    public int Steps { get; set; }
}

/// <summary>Who waits for which order.</summary>
internal static class Finished
{
    private static readonly ConcurrentDictionary<Guid, TaskCompletionSource> Waiting = new();

    public static Task Of(Guid order) => Waiting.GetOrAdd(order, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public static void Tell(Guid order)
    {
        if (Waiting.TryRemove(order, out var waiting))
            waiting.TrySetResult();
    }
}

internal static class OrderQueues
{
    public const string Orders = "orders";
    public const string Payments = "payments";
    public const string Shipping = "shipping";

    public static Uri Address(string queue) => new("exchange:" + queue);
}

/// <summary>Through the heart: each step is recorded in history.</summary>
public sealed class OrderMachine : MassTransitStateMachine<OrderState>
{
    public OrderMachine()
    {
        InstanceState(saga => saga.CurrentState);
        Event(() => Placed, e => e.CorrelateById(m => m.Message.OrderId).InsertOnInitial = true);
        Event(() => Paid, e => e.CorrelateById(m => m.Message.OrderId));
        Event(() => Shipped, e => e.CorrelateById(m => m.Message.OrderId));
        Initially(When(Placed).Then(c => Step(c, OrderQueues.Payments, new TakePayment(c.Saga.CorrelationId))).TransitionTo(Paying));
        During(Paying, When(Paid).Then(c => Step(c, OrderQueues.Shipping, new ShipGoods(c.Saga.CorrelationId))).TransitionTo(Shipping));
        During(Shipping, When(Shipped).Then(Finish).Finalize());
    }

    public State Paying { get; private set; } = null!;

    public State Shipping { get; private set; } = null!;

    public Event<PlaceOrder> Placed { get; private set; } = null!;

    public Event<PaymentTaken> Paid { get; private set; } = null!;

    public Event<GoodsShipped> Shipped { get; private set; } = null!;

    private static void Step<T>(BehaviorContext<OrderState> context, string queue, T message)
        where T : class
    {
        context.Saga.Steps++;
        context.Heart().Append(context.Saga.CorrelationId, "order", new OrderProgressed(queue));
        context.Heart().Send(queue, message);
    }

    private static void Finish(BehaviorContext<OrderState> context)
    {
        var order = context.Saga.CorrelationId;
        context.Saga.Steps++;
        context.Heart().Append(order, "order", new OrderProgressed("finished"));
        context.Heart().OnEnd(committed =>
        {
            if (committed)
                Finished.Tell(order);
        });
    }
}

public sealed class PaymentConsumer : IConsumer<TakePayment>
{
    public Task Consume(ConsumeContext<TakePayment> context)
    {
        context.Heart().Send(OrderQueues.Orders, new PaymentTaken(context.Message.OrderId));
        return Task.CompletedTask;
    }
}

public sealed class ShippingConsumer : IConsumer<ShipGoods>
{
    public Task Consume(ConsumeContext<ShipGoods> context)
    {
        context.Heart().Send(OrderQueues.Orders, new GoodsShipped(context.Message.OrderId));
        return Task.CompletedTask;
    }
}

/// <summary>The same without durability.</summary>
public sealed class PlainOrderMachine : MassTransitStateMachine<PlainOrderState>
{
    public PlainOrderMachine()
    {
        InstanceState(saga => saga.CurrentState);
        Event(() => Placed, e => e.CorrelateById(m => m.Message.OrderId));
        Event(() => Paid, e => e.CorrelateById(m => m.Message.OrderId));
        Event(() => Shipped, e => e.CorrelateById(m => m.Message.OrderId));
        Initially(When(Placed).ThenAsync(c => Step(c, OrderQueues.Payments, new TakePayment(c.Saga.CorrelationId))).TransitionTo(Paying));
        During(Paying, When(Paid).ThenAsync(c => Step(c, OrderQueues.Shipping, new ShipGoods(c.Saga.CorrelationId))).TransitionTo(Shipping));
        During(Shipping, When(Shipped).Then(c => Finished.Tell(c.Saga.CorrelationId)).Finalize());
        SetCompletedWhenFinalized();
    }

    public State Paying { get; private set; } = null!;

    public State Shipping { get; private set; } = null!;

    public Event<PlaceOrder> Placed { get; private set; } = null!;

    public Event<PaymentTaken> Paid { get; private set; } = null!;

    public Event<GoodsShipped> Shipped { get; private set; } = null!;

    private static Task Step<T>(BehaviorContext<PlainOrderState> context, string queue, T message)
        where T : class
    {
        context.Saga.Steps++;
        return context.Send(OrderQueues.Address(queue), message);
    }
}

public sealed class PlainPaymentConsumer : IConsumer<TakePayment>
{
    public Task Consume(ConsumeContext<TakePayment> context) =>
        context.Send(OrderQueues.Address(OrderQueues.Orders), new PaymentTaken(context.Message.OrderId));
}

public sealed class PlainShippingConsumer : IConsumer<ShipGoods>
{
    public Task Consume(ConsumeContext<ShipGoods> context) =>
        context.Send(OrderQueues.Address(OrderQueues.Orders), new GoodsShipped(context.Message.OrderId));
}
