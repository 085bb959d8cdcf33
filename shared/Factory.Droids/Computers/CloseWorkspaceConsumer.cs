using Factory.Contracts.Runs;
using Factory.Messaging;
using Factory.Messaging.Leases;
using MassTransit;

namespace Factory.Droids.Computers;

/// <summary>Closes the workspace of a run that ended.</summary>
internal sealed class CloseWorkspaceConsumer(Computer computer, ComputerRegister register) : IConsumer<CloseWorkspace>
{
    public async Task Consume(ConsumeContext<CloseWorkspace> context)
    {
        context.Heart().Write(register.Release(context.Message.RunId));
        await computer.Close(context.Message.RunId, context.CancellationToken);
    }
}
