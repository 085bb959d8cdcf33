using System.Text.Json;
using Factory.Outbound.Hosts;

namespace Factory.Outbound.Fetching;

/// <summary>What the fetching program is told: all of it on its standard input, so that nothing of it is seen in a list of processes.</summary>
/// <param name="Url">As the model wrote it.</param>
/// <param name="Hosts">What it may reach.</param>
public sealed record FetchRequest(string Url, IReadOnlyList<HostRule> Hosts);

/// <summary>What came of it.</summary>
/// <param name="Problem">Why nothing was fetched, in words of ours for the model; null when something was.</param>
/// <param name="Url">Where it was found at last, after redirects.</param>
/// <param name="Status">HTTP's, such as 200.</param>
/// <param name="Type">The kind of content, such as <c>text/html</c>; the server's word.</param>
/// <param name="Text">What it says; HTML as readable text. Data from outside.</param>
/// <param name="IsCut">There was more than is read.</param>
public sealed record FetchAnswer(string? Problem, string Url = "", int Status = 0, string Type = "", string Text = "", bool IsCut = false)
{
    /// <summary>How both are written on the wire.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
}
