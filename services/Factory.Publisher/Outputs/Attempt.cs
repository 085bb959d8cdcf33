namespace Factory.Publisher.Outputs;

/// <summary>What is known before an output is applied.</summary>
/// <param name="MayHaveHappened">An attempt began and nobody recorded how it ended: look first.</param>
/// <param name="Known">What the last output to the same resource gave; null for none.</param>
/// <param name="BeganAt">When the first attempt began.</param>
internal sealed record Attempt(bool MayHaveHappened, Applied? Known, DateTimeOffset BeganAt);
