using System.Text;
using Factory.Contracts.History;
using Factory.History;
using Factory.History.Costs;
using Factory.History.Missions;

namespace Factory.MissionControl.Missions;

/// <summary>Finds missions by what people type for them. Another team's mission is none.</summary>
internal sealed class MissionReader(EventStore history, MissionQueries missions, CostQueries costs, BlobStore blobs)
{
    /// <summary>The id of the team's mission; null when there is none.</summary>
    /// <param name="id">The whole id, or its last eight characters.</param>
    /// <exception cref="AmbiguousMission">Several missions end with these characters.</exception>
    public async Task<Guid?> Resolve(string team, string id, CancellationToken ct)
    {
        if (Guid.TryParse(id, out var missionId))
            return await TeamOf(missionId, ct) == team ? missionId : null;
        if (id.Length != 8 || !id.All(char.IsAsciiHexDigit))
            return null;
        var found = await missions.FindShort(team, id, ct);
        return found.Count switch
        {
            0 => null,
            1 => found[0].MissionId,
            _ => throw new AmbiguousMission(id, found.Select(mission => mission.MissionId)),
        };
    }

    /// <summary>The mission as its events tell it, up to the last one that committed.</summary>
    public async Task<MissionView?> Read(Guid missionId, CancellationToken ct)
    {
        MissionView? mission = null;
        await foreach (var stored in history.Read(missionId, ct: ct))
            mission = MissionFold.Apply(mission, stored);
        return mission is null ? null : mission with { Costs = await costs.OfMission(missionId, ct), Castings = await CastingsOf(missionId, ct) };
    }

    /// <summary>What people said to the mission and was taken: the ids of the notes.</summary>
    public async Task<IReadOnlySet<Guid>> Said(Guid missionId, CancellationToken ct)
    {
        var said = new HashSet<Guid>();
        await foreach (var stored in history.Read(missionId, ct: ct))
        {
            if (stored.Data is MissionNoted noted)
                said.Add(noted.NoteId);
        }

        return said;
    }

    /// <summary>The same, with the words of its answer where it is a question that has one.</summary>
    /// <param name="team">Whose mission it is.</param>
    public async Task<MissionView?> ReadWhole(string team, Guid missionId, CancellationToken ct)
    {
        var mission = await Read(missionId, ct);
        if (mission?.AnswerBlob is not { } answer)
            return mission;
        try
        {
            return mission with { Answer = Encoding.UTF8.GetString(await blobs.Get(team, answer.Id, ct)) };
        }
        catch (BlobErased)
        {
            return mission;
        }
    }

    private async Task<IReadOnlyList<CastingView>> CastingsOf(Guid missionId, CancellationToken ct)
    {
        var castings = new List<CastingView>();
        await foreach (var stored in history.Read(MissionCast.StreamOf(missionId), ct: ct))
        {
            if (stored.Data is MissionCast cast)
                castings.Add(new CastingView(cast.Hash, cast.By, stored.Timestamp, cast.Settings.Id));
        }

        return castings;
    }

    private async Task<string?> TeamOf(Guid missionId, CancellationToken ct)
    {
        await foreach (var stored in history.Read(missionId, ct: ct))
            return stored.Data is MissionStarted started ? started.Team : null;
        return null;
    }
}
