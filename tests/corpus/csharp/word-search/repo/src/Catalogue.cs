namespace Books;

public sealed class Catalogue
{
    private readonly List<string> _titles = [];

    public Catalogue Add(params string[] titles)
    {
        _titles.AddRange(titles);
        return this;
    }

    public IReadOnlyList<string> Search(string text) =>
        text.Length == 0 ? [] : [.. _titles.Where(title => title.EndsWith(text, StringComparison.OrdinalIgnoreCase))];

    public IReadOnlyList<string> StartingWith(char letter) => [.. _titles.Where(title => char.ToUpperInvariant(title[0]) == char.ToUpperInvariant(letter)).Order(StringComparer.Ordinal)];
}
