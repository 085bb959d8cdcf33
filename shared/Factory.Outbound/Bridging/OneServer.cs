namespace Factory.Outbound.Bridging;

/// <summary>Lets requests to one URL pass, and no other: what a server says cannot lead elsewhere, and its token goes nowhere else.</summary>
internal sealed class OneServer(Uri url, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri == url ? base.SendAsync(request, cancellationToken) : throw new OutboundRefused("A bridge asks one URL only.");
}
