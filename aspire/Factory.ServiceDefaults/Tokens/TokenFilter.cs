using Factory.History.Teams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.ServiceDefaults.Tokens;

/// <summary>Lets only requests with a known token through, and says whose they are.</summary>
public static class TokenFilter
{
    private const string Scheme = "Bearer ";

    /// <summary>Every endpoint of the group answers 401 with problem details to a request without a known token.</summary>
    public static TBuilder RequireToken<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            var caller = await context.FindCaller();
            if (caller is null)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                return Results.Problem(statusCode: 401, title: "No valid token", detail: "Send the header 'Authorization: Bearer TOKEN' with a token of your team; on one machine it is in the file 'token' of the data folder.");
            }

            context.Features.Set(caller);
            return await next(invocation);
        });

    /// <summary>Whose request it is, behind <see cref="RequireToken{TBuilder}"/>.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not require a token.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException($"{context.Request.Path} is mapped without RequireToken: map it in a group that requires one.");

    /// <summary>Who sent the request, by its header <c>Authorization: Bearer …</c>; null when it carries no known token.</summary>
    internal static async ValueTask<Caller?> FindCaller(this HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await context.RequestServices.GetRequiredService<TeamTokens>().Find(header[Scheme.Length..].Trim(), context.RequestAborted)
            : null;
    }
}
