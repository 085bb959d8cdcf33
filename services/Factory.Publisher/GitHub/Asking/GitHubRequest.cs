namespace Factory.Publisher.GitHub.Asking;

/// <param name="Path">Below the API's address, its parts escaped; with a query where there is one.</param>
/// <param name="Body">Written as JSON; null for none.</param>
internal sealed record GitHubRequest(HttpMethod Method, string Path, object? Body = null)
{
    public const int DefaultLargest = 16 * 1024 * 1024;

    /// <summary>Whether sending it twice does what sending it once does.</summary>
    public bool IsRepeatable => Method != HttpMethod.Post;

    /// <summary>The largest answer that is read, in bytes.</summary>
    public int Largest { get; init; } = DefaultLargest;

    /// <summary>Which of the forge's budgets of requests it is taken from.</summary>
    public string Budget { get; init; } = "core";
}
