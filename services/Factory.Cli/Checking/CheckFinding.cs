namespace Factory.Cli.Checking;

/// <param name="Optional">Only some commands need it.</param>
/// <param name="Text">What was found, or what to do.</param>
internal sealed record CheckFinding(string Name, bool Ok, bool Optional, string Text);
