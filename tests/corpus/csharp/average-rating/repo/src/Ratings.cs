namespace Films;

public sealed class Ratings
{
    private readonly Dictionary<string, List<int>> _stars = new(StringComparer.Ordinal);

    public void Rate(string film, int stars)
    {
        if (stars is < 1 or > 5)
        {
            throw new ArgumentOutOfRangeException(nameof(stars));
        }

        if (!_stars.TryGetValue(film, out var given))
        {
            _stars[film] = given = [];
        }

        given.Add(stars);
    }

    public double Average(string film)
    {
        var given = _stars.GetValueOrDefault(film, []);
        return Math.Round(given.Average(), 1);
    }

    public IReadOnlyList<string> Best(int count) => [.. _stars.Keys.OrderByDescending(Average).ThenBy(film => film, StringComparer.Ordinal).Take(count)];
}
