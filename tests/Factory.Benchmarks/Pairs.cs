namespace Factory.Benchmarks;

/// <summary>
/// Interleaved pairs: baseline and product are measured in turns, so that what else the machine does falls on both. The first pairs
/// warm up and do not count.
/// </summary>
internal static class Pairs
{
    /// <summary>Gives the product's median and the median of the pairs' ratios (product by baseline).</summary>
    public static async Task<(double Product, double Ratio)> Measure(Func<Task<double>> baseline, Func<Task<double>> product, int pairs = 9, int warmUp = 2)
    {
        var products = new List<double>();
        var ratios = new List<double>();
        for (var pair = 0; pair < warmUp + pairs; pair++)
        {
            var productFirst = pair % 2 == 1;
            var early = productFirst ? await product() : await baseline();
            var late = productFirst ? await baseline() : await product();
            if (pair < warmUp)
                continue;
            products.Add(productFirst ? early : late);
            ratios.Add(productFirst ? early / late : late / early);
        }

        return (Median(products), Median(ratios));
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
