namespace Factory.Router.Transcripts;

/// <summary>
/// Ids of tool calls, made here and not by models: some number their calls anew in every answer, and an id must be unique in the run. Nine letters and digits
/// are what the strictest provider takes.
/// </summary>
internal static class CallIds
{
    /// <param name="turn">From 1.</param>
    /// <param name="call">From 1 within the turn.</param>
    public static string Of(int turn, int call) => $"t{turn:0000}c{call:000}";
}
