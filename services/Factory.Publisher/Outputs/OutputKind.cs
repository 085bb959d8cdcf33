using Factory.Publisher.GitHub;

namespace Factory.Publisher.Outputs;

/// <summary>One kind of output: how it is described, checked, applied and found again.</summary>
internal abstract class OutputKind<TCommand>
    where TCommand : class
{
    /// <summary>Nothing is asked outside.</summary>
    public abstract Proposal Describe(TCommand command);

    /// <summary>Checks it against policy and applies it, or finds that it was applied.</summary>
    /// <exception cref="OutputNotAllowed">Policy forbids it, or the other side refuses it.</exception>
    /// <exception cref="AskLater">The other side asks for patience.</exception>
    public abstract Task<Applied> Apply(TCommand command, Proposal proposal, Func<Task<Attempt>> begin, CancellationToken ct);

    /// <summary>The name of an issue, pull request or other thing of a repository.</summary>
    protected static string Resource(GitHubRepository? repository, string address, string thing) =>
        $"{(repository is null ? address : $"{repository.Address.Host}/{repository.FullName}")}{thing}".ToLowerInvariant();
}
