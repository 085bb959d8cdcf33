namespace Factory.Benchmarks;

/// <summary>One comparison of <c>./factory bench</c>: what the product does against what it is measured by, within one run.</summary>
public interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    Task<IReadOnlyList<Figure>> Run(CancellationToken ct);
}
