using Factory.Contracts.Signals;
using Factory.Messaging;
using MassTransit;

namespace Factory.SignalIntake.Judging;

/// <summary>See <see cref="DeliveryJudging"/>.</summary>
internal sealed class JudgeDeliveriesConsumer(DeliveryJudging judging) : IConsumer<JudgeDeliveries>
{
    public Task Consume(ConsumeContext<JudgeDeliveries> context) => judging.Judge(context.Heart(), context.Message.DeliveryIds, context.CancellationToken);
}
