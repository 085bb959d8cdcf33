using Factory.Contracts.Outputs;
using Factory.Messaging;
using Factory.SignalIntake.Deliveries;
using MassTransit;

namespace Factory.SignalIntake.Jobs;

/// <summary>A job that is not run once more never fails a second time: then a person decides whether it is fixed.</summary>
internal sealed class RerunAnsweredConsumer : IConsumer<OutputApplied>, IConsumer<OutputRefused>
{
    public Task Consume(ConsumeContext<OutputApplied> context) => Task.CompletedTask;

    public Task Consume(ConsumeContext<OutputRefused> context)
    {
        var refused = context.Message;
        context.Heart().Write(DeliveryCommands.CouldNot(refused.MissionId, $"The job was not run once more: {refused.Reason} './factory signals replay --force' has it fixed all the same."));
        return Task.CompletedTask;
    }
}
