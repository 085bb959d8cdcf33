using System.Net;

namespace Factory.Router.Gateway.Forwarding;

/// <summary>Connections to providers for calls that are passed on: nothing is decompressed, followed, remembered or added.</summary>
internal sealed class ProviderConnections : IDisposable
{
    public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = int.MaxValue,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
    });

    public void Dispose() => Invoker.Dispose();
}
