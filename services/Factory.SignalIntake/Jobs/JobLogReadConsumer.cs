using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Contracts.Signals;
using Factory.Messaging;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Receiving;
using MassTransit;

namespace Factory.SignalIntake.Jobs;

/// <summary>Judges the failure of a job anew once its log is there, or cannot be had.</summary>
internal sealed class JobLogReadConsumer : IConsumer<JobLogRead>
{
    private const int LongestProblem = 500;

    public Task Consume(ConsumeContext<JobLogRead> context)
    {
        var (heart, answer) = (context.Heart(), context.Message);
        var problem = answer.Problem is null ? null : SignalChecks.LineOf(answer.Problem, LongestProblem);
        heart.Write(DeliveryQuestions.Answer(answer.SignalId, DeliveryQuestions.Log, null, answer.Log?.Id, problem));
        heart.Write(DeliveryCommands.Answered(answer.SignalId));
        heart.Send(Endpoints.Signals, new JudgeDeliveries([answer.SignalId]));
        return Task.CompletedTask;
    }
}
