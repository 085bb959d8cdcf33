using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Factory.Outbound.Connecting;
using Factory.Outbound.Hosts;
using Factory.Outbound.Reading;

namespace Factory.Outbound.Fetching;

/// <summary>Gets one page or file. Redirects are followed by hand, and each is checked as the first URL was.</summary>
internal sealed class Fetcher(HostRules rules, INetwork network)
{
    /// <summary>Characters of a URL that a server redirects to: it knows what it says already.</summary>
    private const int LongestRedirect = 2_000;

    private const string BrokeOff = "The connection broke off.";
    private const int MostRedirects = 5;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    public async Task<FetchAnswer> Fetch(string url, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(AtMost);
        try
        {
            return await Follow(Target.Of(url, rules, Target.LongestOfModel), late.Token);
        }
        catch (OutboundRefused refused)
        {
            return new FetchAnswer(refused.Message);
        }
        catch (HttpRequestException failed)
        {
            return new FetchAnswer(Why(failed));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new FetchAnswer($"There was no whole answer within {AtMost.TotalSeconds:0} s.");
        }
        catch (IOException)
        {
            return new FetchAnswer(BrokeOff);
        }
    }

    private async Task<FetchAnswer> Follow(Target target, CancellationToken ct)
    {
        using var client = new HttpClient(Connections.Handler(rules, network)) { Timeout = Timeout.InfiniteTimeSpan };
        for (var redirects = 0; ; redirects++)
        {
            using var request = Request(target);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (Location(response) is not { } location)
                return await Read(target, response, ct);
            if (redirects == MostRedirects)
                throw new OutboundRefused($"It redirects more than {MostRedirects} times.");
            target = Next(target, location);
        }
    }

    private static HttpRequestMessage Request(Target target)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, target.Url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Factory.Services", "1"));
        request.Headers.Accept.ParseAdd("text/markdown, text/html;q=0.9, text/plain;q=0.9, application/json;q=0.8, */*;q=0.1");
        return request;
    }

    private static string? Location(HttpResponseMessage response) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.NonValidated.TryGetValues("Location", out var values) ? values.FirstOrDefault() : null;

    private Target Next(Target from, string location)
    {
        if (location.Any(char.IsControl) || !Uri.TryCreate(from.Url, location, out var next))
            throw new OutboundRefused("It redirects to what is no URL.");
        try
        {
            return Target.Of(next.AbsoluteUri, rules, LongestRedirect);
        }
        catch (OutboundRefused refused)
        {
            throw new OutboundRefused($"{from.Url.Host} redirects elsewhere, and that is not followed: {refused.Message}", refused);
        }
    }

    private async Task<FetchAnswer> Read(Target target, HttpResponseMessage response, CancellationToken ct)
    {
        var type = response.Content.Headers.ContentType;
        var kind = ContentKinds.Of(type?.MediaType);
        if (kind == ContentKind.Other)
            throw new OutboundRefused($"{target.Url.Host} answered {(int)response.StatusCode} with what is no text.");
        var (bytes, isCut) = await PageBytes.Read(await response.Content.ReadAsStreamAsync(ct), ct);
        var text = kind == ContentKind.Html ? await HtmlText.Of(bytes, type?.CharSet, target.Url, rules, ct) : Decoding.Of(bytes, type?.CharSet);
        return new FetchAnswer(null, target.Url.AbsoluteUri, (int)response.StatusCode, type?.MediaType ?? "text/plain", text, isCut);
    }

    /// <summary>The library's own words may hold what a server said.</summary>
    private static string Why(HttpRequestException failed) => failed.InnerException switch
    {
        OutboundRefused refused => refused.Message,
        AuthenticationException => "Its certificate is not valid for that name, or not from an authority that is trusted here.",
        IOException => BrokeOff,
        _ => failed.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => "A secure connection could not be made.",
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError => "It cannot be connected to.",
            _ => "It did not answer as HTTP asks.",
        },
    };
}
