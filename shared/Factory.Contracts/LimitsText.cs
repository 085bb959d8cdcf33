using System.Globalization;
using Factory.Contracts.Missions;

namespace Factory.Contracts;

/// <summary>Limits as people write them.</summary>
public static class LimitsText
{
    /// <summary>The limits with what is given changed.</summary>
    /// <param name="present">What holds where nothing is given.</param>
    /// <param name="time">Like 90s, 10m, 2h or 3d, from 1s to 16d.</param>
    /// <param name="turns">Model answers of one run, 1 to 1,000.</param>
    /// <param name="usd">US dollars for all model calls of the mission, more than 0, at most 100,000.</param>
    /// <param name="problem">What is wrong and what to write instead; null when nothing is.</param>
    /// <returns><paramref name="present"/> where there is a problem.</returns>
    public static MissionLimits Read(MissionLimits present, string? time, int? turns, decimal? usd, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(present);
        var duration = time is null ? present.Time : Duration(time);
        problem = duration is null || duration < TimeSpan.FromSeconds(1) || duration > MissionLimits.LongestMission ? "The time must be like 90s, 10m, 2h or 3d, from 1s to 16d."
            : turns is < 1 or > MissionLimits.MostTurns ? $"The turns of a run must be from 1 to {MissionLimits.MostTurns}."
            : usd is <= 0 or > MissionLimits.MostUsd ? $"The money must be more than 0 and at most {MissionLimits.MostUsd} US dollars."
            : null;
        return problem is null ? new MissionLimits(duration!.Value, turns ?? present.Turns, usd ?? present.Usd) : present;
    }

    private static TimeSpan? Duration(string text)
    {
        if (text.Length is < 2 or > 9 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => null,
        };
    }
}
