using System.Globalization;
using System.Text.Json;

namespace Factory.Benchmarks;

/// <summary>Shows figures to people as they come, or as one JSON array at the end.</summary>
internal static class Report
{
    public static async Task<IReadOnlyList<Figure>> Run(IBenchmark benchmark, bool asJson)
    {
        var figures = await benchmark.Run(CancellationToken.None);
        foreach (var figure in figures.Where(_ => !asJson))
            Console.WriteLine(Line(figure));
        return figures;
    }

    public static void WriteJson(IReadOnlyList<Figure> figures) => Console.WriteLine(JsonSerializer.Serialize(figures, JsonSerializerOptions.Web));

    private static string Line(Figure figure)
    {
        var ratio = figure.Ratio is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "";
        var figureText = figure.Value.ToString("#,0.0##", CultureInfo.InvariantCulture);
        return $"{figure.Name,-62} {figureText,12} {figure.Unit,-12} {ratio,6}   {figure.Reach}: {(figure.Reached ? "reached" : "NOT reached")}";
    }
}
