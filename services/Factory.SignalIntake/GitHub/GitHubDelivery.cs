using System.Text.Json;
using System.Text.RegularExpressions;
using Factory.Contracts.Origins;
using Factory.History;
using Factory.SignalIntake.Sources;

namespace Factory.SignalIntake.GitHub;

/// <summary>An event of GitHub and what its source's rules say of whoever is in it.</summary>
/// <param name="Event">GitHub's name of it, for example <c>issues</c>.</param>
internal sealed partial record GitHubDelivery(SignalSource Source, string Event, JsonElement Root)
{
    private const string Anybody = "*";

    public GitHubRules Rules => Source.GitHub!;

    public string? Action => Root.Text("action");

    /// <summary>The repository's name, such as <c>acme/shop</c>; null where there is none that can be one.</summary>
    public string? Repository => Root.At("repository").Text("full_name") is { } name && FullName().IsMatch(name) ? name : null;

    /// <summary>The address of the repository on the forge.</summary>
    public string Address => Source.AddressOf(Repository ?? "");

    public string? Sender => Root.At("sender").Text("login");

    /// <summary>An App's login is its name and [bot].</summary>
    public bool IsBot(string? login) => Same(login, Rules.Bot) || Same(login, $"{Rules.Bot}[bot]");

    /// <param name="said">An issue, comment or review, with who wrote it.</param>
    public bool MayAsk(JsonElement said) => Rules.Authors.Contains(Anybody) || (said.Text("author_association") is { } association && Rules.Authors.Contains(association));

    /// <summary>How GitHub says that its author belongs to the repository; never what they say of themselves.</summary>
    public static Trust TrustIn(JsonElement said) => said.Text("author_association") switch
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
        Link = said.Text("html_url") is { } link ? OneLine.Of(link, 500) : null,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,99}/[A-Za-z0-9._-]{1,100}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex FullName();
}
