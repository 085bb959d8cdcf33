using System.Text.Json;
using System.Text.RegularExpressions;

namespace Factory.History.Transfer;

/// <summary>Whether what a file says is a mission of the team that imports it, and nothing else.</summary>
internal static partial class MissionCheck
{
    private static readonly JsonSerializerOptions Strict = new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public static void Check(string team, Guid missionId, IReadOnlyList<StreamLine> streams, IReadOnlyList<EventLine> events, EventTypes types)
    {
        var versions = streams.GroupBy(stream => stream.Id).ToDictionary(group => group.Key, _ => 0L);
        if (versions.Count != streams.Count)
            throw new MissionFileRefused(MissionFile.Streams, "a stream is there twice.");
        if (!versions.ContainsKey(missionId))
            throw new MissionFileRefused(MissionFile.Streams, $"the stream of mission {missionId} is missing.");
        if (streams.FirstOrDefault(stream => !StreamType().IsMatch(stream.Type)) is { } odd)
            throw new MissionFileRefused(MissionFile.Streams, $"stream {odd.Id} has no valid type.");
        for (var i = 0; i < events.Count; i++)
            CheckEvent(team, missionId, events[i], versions, types, $"{MissionFile.Events}, line {i + 1}");
        if (streams.FirstOrDefault(stream => versions[stream.Id] != stream.Version || stream.Version == 0) is { } incomplete)
            throw new MissionFileRefused(MissionFile.Streams, $"stream {incomplete.Id} should have {incomplete.Version} events, and the file has {versions[incomplete.Id]}.");
    }

    private static void CheckEvent(string team, Guid missionId, EventLine line, Dictionary<Guid, long> versions, EventTypes types, string where)
    {
        if (!versions.TryGetValue(line.Stream, out var before) || line.Version != before + 1)
            throw new MissionFileRefused(where, $"version {line.Version} of stream {line.Stream} does not follow what comes before it.");
        versions[line.Stream] = line.Version;
        CheckData(line, types, where);
        // The first event of every stream says whose it is. The file's word counts only where it is the importing team's own.
        var says = Text(line, "Team");
        if (says != team && (says is not null || line.Version == 1))
            throw new MissionFileRefused(where, $"this belongs to team '{says}', and is imported for team '{team}'. Import it with a token of its own team.");
        if (Text(line, "MissionId") is { } mission && mission != missionId.ToString())
            throw new MissionFileRefused(where, $"this tells of another mission, {mission}.");
    }

    private static string? Text(EventLine line, string property) =>
        line.Data.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    private static void CheckData(EventLine line, EventTypes types, string where)
    {
        var type = types.Find(line.Type) ?? throw new MissionFileRefused(where, $"this version does not know events of type '{line.Type}'. Update this one.");
        try
        {
            // Strictly: an event with a hole would stop the projections for everybody.
            _ = line.Data.Deserialize(type.Clr, Strict) ?? throw new MissionFileRefused(where, "an event that is null.");
        }
        catch (JsonException error)
        {
            throw new MissionFileRefused(where, $"no valid {line.Type}: {error.Message}", error);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,63}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex StreamType();
}
