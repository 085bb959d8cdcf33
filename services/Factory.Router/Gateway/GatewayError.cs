using System.Text.Json;
using Factory.Router.Gateway.Requests;

namespace Factory.Router.Gateway;

/// <summary>Writes errors as the caller's protocol has them.</summary>
internal static class GatewayError
{
    private static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    private static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    private static readonly JsonEncodedText Error = JsonEncodedText.Encode("error");

    public static Task Write(HttpContext context, Protocol protocol, RequestRefused refused) => Write(context, protocol, refused.Status, refused.Code, refused.Message);

    /// <param name="code">For programs; <c>request_too_large</c> and the like.</param>
    public static async Task Write(HttpContext context, Protocol protocol, int status, string code, string message, TimeSpan? retryAfter = null)
    {
        var response = context.Response;
        response.Clear();
        response.StatusCode = status;
        response.ContentType = "application/json";
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds):0}";
        }
        else if (status is not (StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests or >= 500))
        {
            // The providers' own packages obey it.
            response.Headers["x-should-retry"] = "false";
        }

        var body = Body(protocol, status, code, message);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static byte[] Body(Protocol protocol, int status, string code, string message)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (protocol == Protocol.Messages)
            {
                json.WriteString(Type, "error");
            }

            json.WriteStartObject(Error);
            json.WriteString(Message, message);
            json.WriteString(Type, protocol == Protocol.Messages ? MessagesType(status) : ChatType(status));
            if (protocol != Protocol.Messages)
            {
                json.WriteNull("param");
                json.WriteString("code", code);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    public static string ChatType(int status) => status switch
    {
        401 => "authentication_error",
        402 => "insufficient_quota",
        403 => "permission_error",
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    public static string MessagesType(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 or 529 => "overloaded_error",
        504 => "timeout_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
