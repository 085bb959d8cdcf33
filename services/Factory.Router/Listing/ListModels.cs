using Factory.Router.Casting;
using Factory.Router.Choosing;
using Factory.ServiceDefaults.Tokens;

namespace Factory.Router.Listing;

/// <summary><c>GET /models</c>: what missions that start now are cast with, and how this process finds its endpoints. For operators: it names files and where keys are.</summary>
internal static class ListModels
{
    public static void MapListing(this WebApplication app) => app.MapGroup("").RequireToken().MapGet("/models", Handle);

    private static IResult Handle(HttpContext context, ModelsFiles files, EndpointHealth health) =>
        context.Caller().Operator
            ? Results.Ok(ModelsListing.View(files.Look(), health))
            : Results.Problem("Only operators see models; ask one.", statusCode: StatusCodes.Status403Forbidden, title: "Not for this token");
}
