namespace Factory.EndToEnd.Tests.Faults;

/// <summary>Something that can be killed and started again.</summary>
/// <param name="Name">As the chaos log names it.</param>
internal sealed record Victim(string Name, Func<Task> Kill, Func<Task> Start);
