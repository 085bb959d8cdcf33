using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.History;
using Factory.Messaging;
using MassTransit;

namespace Factory.Router.Casting;

/// <summary>Casts a mission anew from the present settings. Asked for twice it is done once; of several the one that is handled last counts, as they all mean "now".</summary>
internal sealed class RecastMissionConsumer(EventStore events, ModelsFiles files) : IConsumer<RecastMission>
{
    public async Task Consume(ConsumeContext<RecastMission> context)
    {
        var (recast, transaction) = (context.Message, context.Heart());
        var stream = MissionCast.StreamOf(recast.MissionId);
        var connection = await transaction.Connect(context.CancellationToken);
        var (done, version) = await events.Fold(
            connection, stream, false, (done, happened) => done || (happened is MissionCast cast && cast.RequestId == recast.RequestId), ct: context.CancellationToken);
        if (done)
            return;
        var present = files.Look();
        var blob = transaction.Put(recast.Team, present.Settings, "application/json");
        transaction.Append(new StreamAppend(stream, MissionCastings.StreamType, version, [new MissionCast(recast.MissionId, recast.Team, blob, present.Hash, recast.By, recast.RequestId)]));
    }
}
