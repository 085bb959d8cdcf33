using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Contracts.Signals;
using Factory.Messaging;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Receiving;
using MassTransit;

namespace Factory.SignalIntake.Judging;

/// <summary>Judges a delivery anew once it is known what its author may do. One that no answer comes for stays held.</summary>
internal sealed class AuthorLookedUpConsumer : IConsumer<AuthorLookedUp>
{
    private const int LongestProblem = 500;

    public Task Consume(ConsumeContext<AuthorLookedUp> context)
    {
        var (heart, answer) = (context.Heart(), context.Message);
        var problem = answer.Problem is null ? null : SignalChecks.LineOf(answer.Problem, LongestProblem);
        heart.Write(DeliveryQuestions.Answer(answer.SignalId, DeliveryQuestions.Author, answer.Trust, null, problem));
        heart.Write(DeliveryCommands.Answered(answer.SignalId));
        heart.Send(Endpoints.Signals, new JudgeDeliveries([answer.SignalId]));
        return Task.CompletedTask;
    }
}
