using Factory.Contracts.Missions;

namespace Factory.Planner.Missions;

/// <summary>When each of a mission's limits was changed last, by the time it was asked for. Changes overtake each other, and each names only some limits.</summary>
internal sealed record LimitTimes(DateTimeOffset Time, DateTimeOffset Turns, DateTimeOffset Usd)
{
    public static readonly LimitTimes Never = new(DateTimeOffset.MinValue, DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <summary>The change without what a later one has named already.</summary>
    public LimitMission News(LimitMission asked) => asked with
    {
        Time = asked.At >= Time ? asked.Time : null,
        Turns = asked.At >= Turns ? asked.Turns : null,
        Usd = asked.At >= Usd ? asked.Usd : null,
    };

    public LimitTimes With(LimitMission news) => new(news.Time is null ? Time : news.At, news.Turns is null ? Turns : news.At, news.Usd is null ? Usd : news.At);
}
