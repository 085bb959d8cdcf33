namespace Factory.Workspaces.Repositories;

/// <summary>What a git command may do beyond this machine. None of it is secret: secrets lie in files that it names.</summary>
/// <param name="Protocol">The one protocol it may speak: <c>https</c>, <c>http</c> or <c>ssh</c>.</param>
/// <param name="Settings">Added to git's settings, as <c>name=value</c>.</param>
/// <param name="TimeLimit">After which it is killed.</param>
/// <param name="LargestFile">Bytes that a file it writes may have, and so the pack that it fetches.</param>
internal sealed record GitReach(string Protocol, IReadOnlyList<string> Settings, Dictionary<string, string> Environment, TimeSpan TimeLimit, long LargestFile);
