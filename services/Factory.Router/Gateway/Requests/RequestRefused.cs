namespace Factory.Router.Gateway.Requests;

/// <summary>The gateway does not pass a request on. The message is for the caller.</summary>
/// <param name="code">For programs, as the providers write theirs.</param>
internal sealed class RequestRefused(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public static RequestRefused Invalid(string message) => new(StatusCodes.Status400BadRequest, "invalid_request", message);

    public static RequestRefused TooLong(string message) => new(StatusCodes.Status413PayloadTooLarge, "request_too_large", message);
}
