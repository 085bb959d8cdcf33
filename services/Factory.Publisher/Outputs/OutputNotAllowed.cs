namespace Factory.Publisher.Outputs;

/// <summary>An output is refused, by policy or by the other side: what is wrong, where, and what to do. It holds no secret.</summary>
internal sealed class OutputNotAllowed(string reason) : Exception(reason);
