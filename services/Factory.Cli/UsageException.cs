namespace Factory.Cli;

/// <summary>What was typed cannot be done; the message says what, where, and what to do. Nothing was started.</summary>
internal sealed class UsageException(string message) : Exception(message);
