namespace Factory.Benchmarks;

/// <summary>A durable saga with two remote steps, against the same saga without any durability on the same broker.</summary>
internal sealed class HeartBenchmark : IBenchmark
{
    private const int Orders = 1000;
    private const int Alone = 300;
    private const int WarmUps = 4;
    private const double LeastRatio = 0.35;
    private const double MostMilliseconds = 5;

    public string Name => "heart";

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken ct)
    {
        await using var heart = await HeartSide.Heart(ct);
        await using var plain = await HeartSide.Plain(ct);
        var (rate, ratio) = await Pairs.Measure(() => plain.Many(Orders, ct), () => heart.Many(Orders, ct), warmUp: WarmUps);
        await heart.OneByOne(Alone, ct);
        var median = await heart.OneByOne(Alone, ct);
        return
        [
            new Figure("heart", rate, "sagas/s", ratio, $"at least {LeastRatio} of the same saga without durability", ratio >= LeastRatio),
            new Figure("heart: one at a time, p50", median, "ms", null, $"under {MostMilliseconds} ms", median < MostMilliseconds),
        ];
    }
}
