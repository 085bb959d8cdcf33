using System.Collections.Concurrent;

namespace Factory.Publisher.Tests.Fixtures.OpenApi;

/// <summary>Stands between the publisher and its forge, and holds each request and each answer against GitHub's description.</summary>
/// <param name="api">Path of the API at the forge.</param>
internal sealed class HeldAgainstGitHub(OpenApiDescription description, ConcurrentQueue<string> problems, string api, bool holdAnswers) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : null;
        var (method, path) = (request.Method.Method, request.RequestUri!.PathAndQuery);
        var response = await base.SendAsync(request, cancellationToken);
        var isDescribed = path.StartsWith(api, StringComparison.Ordinal) && !path.EndsWith("/graphql", StringComparison.Ordinal);
        if (!isDescribed)
            return response;
        foreach (var problem in Missing(request))
            problems.Enqueue($"{method} {path}: {problem}");
        await response.Content.LoadIntoBufferAsync(64 * 1024 * 1024, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        foreach (var problem in description.Problems(method, path[api.Length..], body, (int)response.StatusCode, answer, holdAnswers))
            problems.Enqueue(problem);
        return response;
    }

    private static IEnumerable<string> Missing(HttpRequestMessage request)
    {
        if (request.Headers.UserAgent.Count == 0)
            yield return "no User-Agent";
        if (!request.Headers.Contains("X-GitHub-Api-Version"))
            yield return "no X-GitHub-Api-Version";
        if (!request.Headers.Accept.Any(accept => accept.MediaType == "application/vnd.github+json"))
            yield return "no Accept";
        if (request.Headers.Authorization?.Scheme != "Bearer")
            yield return "no token";
    }
}
