namespace Factory.Workspaces.Repositories;

/// <summary>Finds the commit that a base names, in the repository itself.</summary>
internal sealed class BaseLookup(Git git, string repositoryPath)
{
    private static readonly string[] Places = ["refs/heads/", "refs/tags/", "refs/remotes/origin/", ""];

    public async Task<(string Commit, string Name)> Find(string? baseRef, CancellationToken cancellationToken)
    {
        if (baseRef is null)
            return await Head(cancellationToken);
        if (RefNames.BaseProblem(baseRef) is { } problem)
            throw new UnusableRepository($"'{Printable(baseRef)}' cannot be the base in {repositoryPath}: {problem}. Give a branch, a tag or a commit id.");
        foreach (var place in Places)
        {
            if (await Resolve(place + baseRef, cancellationToken) is { } commit)
                return (commit, baseRef);
        }

        throw new UnusableRepository($"The base '{baseRef}' names no commit in {repositoryPath}. {await Known(cancellationToken)}");
    }

    private static string Printable(string text) => new([.. text.Take(80).Select(character => char.IsControl(character) ? '?' : character)]);

    private async Task<(string Commit, string Name)> Head(CancellationToken cancellationToken)
    {
        if (await Resolve("HEAD", cancellationToken) is { } commit)
        {
            var branch = await git.Try(["symbolic-ref", "--quiet", "--short", "HEAD"], cancellationToken);
            return (commit, branch.ExitCode == 0 ? branch.Line : commit);
        }

        foreach (var usual in new[] { "main", "master" })
        {
            if (await Resolve("refs/heads/" + usual, cancellationToken) is { } found)
                return (found, usual);
        }

        throw new UnusableRepository($"{repositoryPath}: HEAD names no commit. {await Known(cancellationToken)}");
    }

    private async Task<string?> Resolve(string name, CancellationToken cancellationToken)
    {
        var found = await git.Try(["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"], cancellationToken);
        return found.ExitCode == 0 && RefNames.IsCommitId(found.Line) ? found.Line : null;
    }

    private async Task<string> Known(CancellationToken cancellationToken)
    {
        var branches = await git.Try(["for-each-ref", "--count=10", "--sort=-committerdate", "--format=%(refname:short)", "refs/heads"], cancellationToken);
        if (branches.ExitCode != 0)
            return $"git says: {branches.Error.Trim()}";
        return branches.Line.Length == 0 ? "It has no commit yet: make one first." : $"Its branches are: {branches.Line.Replace("\n", ", ", StringComparison.Ordinal)}. Choose one with --base.";
    }
}
