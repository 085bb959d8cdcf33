using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Research;
using Factory.Messaging;
using MassTransit;

namespace Factory.Planner.Missions;

/// <summary>A mission that is a question: one droid looks, and its answer ends the mission.</summary>
internal sealed class MissionResearch(TimeProvider time)
{
    public void Ask(BehaviorContext<MissionState> context)
    {
        var (mission, start) = (context.Saga, context.Saga.Start);
        context.Heart().Send(
            Endpoints.Research,
            new AnswerQuestion(start.MissionId, start.Team, mission.Repository!.Mirror, mission.Repository.BaseCommit, start.Title, start.Report, MissionSteps.Remaining(mission, time.GetUtcNow()), Endpoints.Missions) { Said = mission.Said });
    }

    public void Answer(BehaviorContext<MissionState, QuestionAnswered> context)
    {
        var (mission, answer) = (context.Saga, context.Message);
        mission.Spent += answer.Spent;
        (mission.Answer, mission.Citations) = (answer.Answer, answer.Citations);
        MissionSteps.Append(context, new AnswerGiven(answer.MissionId, answer.Answer, answer.Citations, answer.Spent));
        MissionSteps.End(mission, MissionOutcome.Answered, "");
    }

    public void EndUnanswered(BehaviorContext<MissionState, QuestionNotAnswered> context)
    {
        context.Saga.Spent += context.Message.Spent;
        MissionSteps.End(context.Saga, context.Message.Honest ? MissionOutcome.NotAnswered : MissionOutcome.Failed, context.Message.Reason);
    }
}
