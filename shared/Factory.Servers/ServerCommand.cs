namespace Factory.Servers;

/// <param name="StopSignal">The signal that stops the server cleanly, without SIG.</param>
/// <param name="Grace">How long it may take before it is killed.</param>
/// <param name="Account">Whom the server runs as; null for ourselves.</param>
internal sealed record ServerCommand(
    string Program, IReadOnlyList<string> Arguments, string StopSignal, TimeSpan Grace, string Log, ServerAccount? Account, IReadOnlyDictionary<string, string> Environment);
