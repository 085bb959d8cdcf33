using Microsoft.AspNetCore.Http;

namespace Factory.SignalIntake.Receiving;

/// <summary>The request cannot become a signal; says what is wrong, where, and what to do.</summary>
public sealed class SignalRefused : Exception
{
    private readonly int _status;
    private readonly string _title;
    private readonly string _detail;

    private SignalRefused(int status, string title, string detail)
        : base($"{title}. {detail}") => (_status, _title, _detail) = (status, title, detail);

    internal static SignalRefused BadRequest(string title, string detail) => new(StatusCodes.Status400BadRequest, title, detail);

    internal static SignalRefused Unprocessable(string title, string detail) => new(StatusCodes.Status422UnprocessableEntity, title, detail);

    internal static SignalRefused TooLarge(string title, string detail) => new(StatusCodes.Status413PayloadTooLarge, title, detail);

    internal static SignalRefused Unavailable(string title, string detail) => new(StatusCodes.Status503ServiceUnavailable, title, detail);

    internal IResult ToProblem() => Results.Problem(_detail, statusCode: _status, title: _title);
}
