using System.Net.Http.Headers;
using System.Text;

namespace Factory.Router.Gateway.Forwarding;

/// <summary>Tells the caller that no model answered: in the provider's own words where they concern the request, and in ours where they concern the router.</summary>
internal static class FailedAnswer
{
    public static Task Write(GatewayCall call, Upstream upstream, Asked asked, DateTimeOffset now) => asked.Error switch
    {
        null when asked.TimedOut => Own(call, StatusCodes.Status504GatewayTimeout, "upstream_timeout", $"{upstream.Model.Name} did not answer in time."),
        null => Own(call, StatusCodes.Status502BadGateway, "upstream_unreachable", $"{upstream.Model.Name} does not answer, or broke off."),
        { IsOurs: true } ours => Own(
            call, StatusCodes.Status502BadGateway, "upstream_misconfigured",
            $"The provider of {upstream.Model.Name} does not accept the router's key, model or address ({ours.Status}). Whoever runs the factory finds more in the router's log."),
        { } error when upstream.Protocol == call.Protocol && !Holds(error, upstream) => Pass(call, error),
        { } error => GatewayError.Write(call.Context, call.Protocol, error.Status, "upstream_error", error.Said(upstream.Model.Key), Wait(error.RetryAfter, now)),
    };

    private static Task Own(GatewayCall call, int status, string code, string message) => GatewayError.Write(call.Context, call.Protocol, status, code, message);

    private static bool Holds(ProviderError error, Upstream upstream) =>
        error.Body.Span.IndexOf(Encoding.UTF8.GetBytes(upstream.Model.Key.Reveal())) >= 0;

    private static async Task Pass(GatewayCall call, ProviderError error)
    {
        var response = call.Context.Response;
        response.Clear();
        response.StatusCode = error.Status;
        response.ContentType = error.ContentType;
        response.ContentLength = error.Body.Length;
        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = wait.ToString();
        }

        await response.Body.WriteAsync(error.Body, call.Context.RequestAborted);
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue? retryAfter, DateTimeOffset now) =>
        retryAfter?.Delta ?? (retryAfter?.Date - now is { } until && until > TimeSpan.Zero ? until : null);
}
