using System.Net;

namespace Factory.Cli.Connecting;

/// <summary>The factory answered that it cannot do that; the message is its own.</summary>
internal sealed class RequestRefused(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status => status;
}
