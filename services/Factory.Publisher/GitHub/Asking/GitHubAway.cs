namespace Factory.Publisher.GitHub.Asking;

/// <summary>The forge cannot be asked now: its network, its servers or its answer. It may be well later. What was asked may have happened.</summary>
internal sealed class GitHubAway(string message, Exception? inner = null) : Exception(message, inner);
