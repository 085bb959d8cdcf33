using System.Globalization;

namespace Factory.Cli.Services;

/// <summary>How many processes each service has, from <c>coder=3</c>.</summary>
internal static class Replicas
{
    private const int Most = 100;

    /// <exception cref="UsageException">A text names no service, or no number.</exception>
    public static IReadOnlyDictionary<string, int> Parse(IEnumerable<string> texts)
    {
        var replicas = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            var parts = text.Split('=');
            if (parts.Length != 2 || ServiceNames.All.All(service => service.Name != parts[0]))
                throw new UsageException($"--replicas '{text}' names no service. Give SERVICE=N with one of {string.Join(", ", ServiceNames.All.Select(service => service.Name))}.");
            if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > Most)
                throw new UsageException($"--replicas '{text}': give a number from 1 to {Most}.");
            replicas[parts[0]] = number;
        }

        return replicas;
    }
}
