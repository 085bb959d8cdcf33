using Factory.Contracts;
using Factory.Contracts.Chats;
using Factory.Contracts.Signals;
using Factory.Messaging;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Receiving;
using MassTransit;

namespace Factory.SignalIntake.Slack;

/// <summary>Judges a mention anew once it is known what was said before it in its thread, or that it cannot be known.</summary>
internal sealed class ChatThreadReadConsumer : IConsumer<ChatThreadRead>
{
    private const int LongestProblem = 500;

    public Task Consume(ConsumeContext<ChatThreadRead> context)
    {
        var (heart, answer) = (context.Heart(), context.Message);
        var problem = answer.Problem is null ? null : SignalChecks.LineOf(answer.Problem, LongestProblem);
        heart.Write(DeliveryQuestions.Answer(answer.SignalId, DeliveryQuestions.Thread, null, answer.Messages?.Id, problem));
        heart.Write(DeliveryCommands.Answered(answer.SignalId));
        heart.Send(Endpoints.Signals, new JudgeDeliveries([answer.SignalId]));
        return Task.CompletedTask;
    }
}
