using System.Text.Json;
using System.Text.RegularExpressions;
using Factory.Contracts.Origins;
using Factory.History;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.PullRequests;
using Factory.SignalIntake.Sources;

namespace Factory.SignalIntake.GitHub;

/// <summary>An event of GitHub, and what its source's rules and the factory's tables say of whatever is in it.</summary>
/// <param name="Event">GitHub's name of it, for example <c>issues</c>.</param>
internal sealed partial record GitHubDelivery(SignalSource Source, string Event, JsonElement Root)
{
    private const string Anybody = "*";
    private const int LongestLink = 500;

    /// <summary>The pull requests that <see cref="GitHubLookups"/> asks for, as far as they are known.</summary>
    public IReadOnlyList<KnownPullRequest> Known { get; init; } = [];

    /// <summary>What Publisher answered when it was asked about this delivery.</summary>
    public PublisherAnswers Answers { get; init; } = PublisherAnswers.None;

    public GitHubRules Rules => Source.GitHub!;

    public string? Action => Root.Text("action");

    /// <summary>The repository's name, such as <c>acme/shop</c>; null where there is none that can be one.</summary>
    public string? Repository => Root.At("repository").Text("full_name") is { } name && FullName().IsMatch(name) ? name : null;

    /// <summary>Null where the file does not name the repository.</summary>
    public TargetRepository? Target => Repository is { } name ? Source.Find(name) : null;

    /// <summary>The address of the repository on the forge.</summary>
    public string Address => Source.AddressOf(Repository ?? "");

    public string? Sender => Root.At("sender").Text("login");

    /// <summary>An App's login is its name and [bot].</summary>
    public bool IsBot(string? login) => Same(login, Rules.Bot) || Same(login, $"{Rules.Bot}[bot]");

    /// <summary>Why its author causes nothing, or that Publisher is to be asked; null where its author may ask for work.</summary>
    /// <param name="said">An issue, comment, review or pull request, with who wrote it.</param>
    /// <param name="otherwise">What comes of it where its author may not.</param>
    public ReadDelivery? Gate(JsonElement said, Func<ReadDelivery> otherwise)
    {
        if (Answers.LetThrough || Rules.Authors.Contains(Anybody) || (said.Text("author_association") is { } association && Rules.Authors.Contains(association)))
            return null;
        if (!Rules.Authors.Contains(GitHubRules.Writers) || said.At("user").Text("login") is not { } login || !Login().IsMatch(login) || Target is null)
            return otherwise();
        if (Answers.Author is not { } author || !Same(author.Login, login))
            return ReadDelivery.AsksAbout(login, Address);
        return author.Trust == Trust.Writer ? null
            : author.Problem is { } problem ? ReadDelivery.Not(Deliveries.DeliveryVerdict.Held, $"Whether {login} may write to {Repository} could not be told: {problem}")
            : otherwise();
    }

    /// <summary>How GitHub, or Publisher where it was asked, says that its author belongs to the repository; never what they say of themselves.</summary>
    public Trust TrustIn(JsonElement said) =>
        Answers.Author is { } author && Same(author.Login, said.At("user").Text("login")) ? author.Trust
        : said.Text("author_association") switch
        {
            "OWNER" => Trust.Writer,
            "MEMBER" or "COLLABORATOR" => Trust.Member,
            _ => Trust.Stranger,
        };

    public static string Who(JsonElement said) => $"{Shown(said.At("user").Text("login"))} ({Shown(said.Text("author_association"))})";

    public static bool Same(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    public static string Shown(string? word) => word is null ? "somebody" : OneLine.Of(word, 60);

    /// <param name="said">Whose text it is.</param>
    public Origin OriginOf(JsonElement said, IssueRef issue) => new(Source.Name, said.At("user").Text("login") is { } login ? Shown(login) : null, TrustIn(said))
    {
        Issue = issue,
        Link = Link(said),
    };

    public static string? Link(JsonElement said) => said.Text("html_url") is { } link ? OneLine.Of(link, LongestLink) : null;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,99}/[A-Za-z0-9._-]{1,100}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex FullName();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\[bot\])?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Login();
}
