namespace Factory.Router.Tests.Gateway;

/// <summary>One gateway for all requests that must not reach a provider.</summary>
public sealed class RefusingGateway : IAsyncLifetime
{
    internal GatewayHost Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await GatewayHost.Start((_, _, settings) => settings["Factory:Gateway:BodyPatience"] = "00:00:01");

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
