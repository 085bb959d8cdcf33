namespace Factory.Mechanic.Editing;

/// <summary>A small change of one file that might be the repair.</summary>
/// <param name="Path">Relative to the checkout, with forward slashes.</param>
/// <param name="Line">Where it starts, from 1.</param>
/// <param name="Kind">Which operator made it, for example <c>comparison</c>.</param>
/// <param name="Prior">How likely repairs of this kind are, whatever the place: above 0, at most 1.</param>
/// <param name="What">The change in words.</param>
/// <param name="Changes">What is replaced, without overlaps.</param>
internal sealed record Edit(string Path, int Line, string Kind, double Prior, string What, IReadOnlyList<TextChange> Changes);

/// <summary>Replaces the bytes from <paramref name="Start"/> up to, but not including, <paramref name="End"/>.</summary>
internal sealed record TextChange(int Start, int End, string Text);
