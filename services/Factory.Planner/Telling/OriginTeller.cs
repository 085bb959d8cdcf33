using System.Security.Cryptography;
using System.Text;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Outputs;
using Factory.History;
using Factory.Messaging;
using Factory.Planner.Missions;
using Factory.ServiceDefaults;
using MassTransit;

namespace Factory.Planner.Telling;

/// <summary>
/// Tells the place that a mission's signal came from how far it is. Nothing waits for it: Publisher may be away, or refuse, and the mission goes on.
/// </summary>
internal sealed class OriginTeller(BlobStore blobs, MissionLink link)
{
    private const string Seen = "eyes";

    /// <summary>The sign that somebody has taken it on; it is there before the first words are.</summary>
    public void Acknowledge(BehaviorContext<MissionState> context)
    {
        var start = context.Saga.Start;
        if (CanBeTold(context.Saga))
            context.Heart().Send(Endpoints.Publisher, new React(Proposals.Acknowledgement(start.MissionId), start.MissionId, start.Team, start.Origin!, Seen, Endpoints.Missions));
    }

    /// <summary>Says what has changed since it was told last; nothing, if nothing has.</summary>
    public async Task Tell(BehaviorContext<MissionState> context)
    {
        var (mission, start) = (context.Saga, context.Saga.Start);
        if (!CanBeTold(mission))
            return;
        var telling = MissionTelling.Of(mission, await Texts(mission, context.CancellationToken), link.Of(mission.CorrelationId));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{telling.Stage} {telling.Url} {telling.Attachment?.Sha256}\n{telling.Text}")));
        if (mission.Told?.Hash == hash)
            return;
        mission.Told = new Told((mission.Told?.Step ?? 0) + 1, hash);
        context.Heart().Send(
            Endpoints.Publisher,
            new TellOrigin(start.MissionId, start.Team, start.Origin!, mission.Told.Step, telling.Stage, OneLine.Of(start.Title), telling.Text) { Url = telling.Url, Attachment = telling.Attachment, Outcome = mission.Outcome });
    }

    /// <summary>What Publisher did not do for the mission stays on its record.</summary>
    public void RememberRefusal(BehaviorContext<MissionState, OutputRefused> context)
    {
        var refused = context.Message;
        MissionSteps.Append(context, new OutputRejected(refused.MissionId, refused.ProposalId, Proposals.What(context.Saga, refused.ProposalId), refused.Reason));
    }

    private static bool CanBeTold(MissionState mission) => mission.Start.Origin is { } origin && (origin.Issue is not null || origin.Chat is not null || origin.Ticket is not null);

    private async Task<ToldTexts> Texts(MissionState mission, CancellationToken ct) => MissionTelling.Stage(mission) switch
    {
        ProgressStage.Waiting => new ToldTexts(Question: await Read(mission, mission.Question, ct)),
        ProgressStage.Ended => new ToldTexts(Answer: await Read(mission, mission.Answer, ct), Leads: await Read(mission, mission.Leads, ct)),
        _ => new ToldTexts(),
    };

    private async Task<string?> Read(MissionState mission, BlobRef? text, CancellationToken ct) => text is null ? null : await blobs.ReadText(mission.Start.Team, text, ct);
}
