namespace Factory.SignalIntake.Reading;

/// <summary>A signal as people see it.</summary>
/// <param name="Verdict">Null until it was judged.</param>
/// <param name="Outcome">How its mission ended; null until then.</param>
public sealed record SignalView(Guid SignalId, DateTimeOffset ReceivedAt, string Source, string Title, string Repository, string? Verdict, string? Why, Guid? MissionId, string? Outcome, string? Reason)
{
    internal static SignalView Of(Signal signal) => new(
        signal.Received.SignalId,
        signal.At,
        signal.Received.Source,
        signal.Received.Title,
        signal.Received.Repository.Path,
        signal.Judged?.Verdict,
        signal.Judged?.Why,
        signal.Judged?.MissionId,
        signal.Answered?.Outcome.ToString(),
        signal.Answered?.Reason);
}
