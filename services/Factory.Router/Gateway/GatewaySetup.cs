using Factory.History.Teams;
using Factory.Router.Gateway.Forwarding;
using Factory.Router.Gateway.Keys;
using Factory.Router.Gateway.Recording;
using Factory.Router.Gateway.Requests;
using Yarp.ReverseProxy.Forwarder;

namespace Factory.Router.Gateway;

/// <summary>The gateway for people's own tools.</summary>
internal static class GatewaySetup
{
    public static void AddGateway(this IHostApplicationBuilder builder)
    {
        // It tells of each request that it passes on.
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton(GatewayOptions.From(builder.Configuration));
        builder.Services.AddSingleton(provider => new KeyLookups(provider.GetRequiredService<TeamTokens>().FindGatewayKeys));
        builder.Services.AddSingleton<GatewayKeys>();
        builder.Services.AddSingleton<KeyPlaces>();
        builder.Services.AddSingleton<HeldBodies>();
        builder.Services.AddSingleton<ProviderConnections>();
        builder.Services.AddSingleton<GatewayModels>();
        builder.Services.AddSingleton<ModelForwarder>();
        builder.Services.AddSingleton<GatewayHistory>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<GatewayHistory>());
        builder.Services.AddSingleton<GatewayCaller>();
        builder.Services.AddSingleton<GatewayEndpoint>();
    }

    public static void MapGateway(this WebApplication app)
    {
        var gateway = app.Services.GetRequiredService<GatewayEndpoint>();
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            app.MapPost($"/v1/{protocol.Path()}", context => gateway.Call(context, protocol));
        }

        app.MapGet("/v1/models", gateway.List);
    }
}
