using Factory.Workspaces.Repositories;
using Factory.Workspaces.Sandboxing;

namespace Factory.Benchmarks.Line;

/// <summary>A tiny repository in the mirrors of a data folder, as Publisher would have fetched it.</summary>
internal static class FetchedRepository
{
    public static async Task<FetchedMirror> Make(string folder, string data, CancellationToken ct)
    {
        var repository = await TinyRepository.Make(Path.Combine(folder, "repository"), ct);
        return await new Mirrors(Path.Combine(data, "mirrors"), new SandboxOptions()).Fetch(repository, null, ct);
    }
}
