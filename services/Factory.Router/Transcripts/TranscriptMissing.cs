namespace Factory.Router.Transcripts;

/// <summary>History knows no start of this run.</summary>
internal sealed class TranscriptMissing(Guid run) : Exception($"History has no run {run}: nothing can be asked for it.");
