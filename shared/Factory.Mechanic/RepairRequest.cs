using Factory.Workspaces;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic;

/// <summary>What to repair, and how long to try.</summary>
public sealed record RepairRequest
{
    /// <summary>The checkout. Left as it was, unless <see cref="Apply"/> asks for the best candidate to be written.</summary>
    public required Workspace Workspace { get; init; }

    /// <summary>How the repository's tests are run.</summary>
    public required TestPlan Plan { get; init; }

    /// <summary>Names of the tests to make pass; empty for all that fail.</summary>
    public IReadOnlyList<string> FailingTests { get; init; } = [];

    /// <summary>What people reported; names in it point at places. May be empty.</summary>
    public string Report { get; init; } = "";

    /// <summary>Wall-clock time for the search, from when the tests were seen once; that takes what it takes, at most 5 minutes. Default: 60 seconds.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Decides the order among edits that are equally likely. Default: 0. The same seed, files and report give the same result, unless <see cref="Budget"/> runs out.</summary>
    public int Seed { get; init; }

    /// <summary>Candidates tried side by side. Default: the number of cores. Changes how long a search takes, and nothing that it finds.</summary>
    public int Parallel { get; init; } = Environment.ProcessorCount;

    /// <summary>Write the best candidate into the checkout when it is confirmed. Default: false.</summary>
    public bool Apply { get; init; }
}

/// <summary>How far a search is.</summary>
/// <param name="Step">What it does, in words.</param>
/// <param name="Tried">Candidates tried so far.</param>
/// <param name="Total">Candidates known so far.</param>
public sealed record RepairProgress(string Step, int Tried, int Total);
