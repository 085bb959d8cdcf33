using System.Net;
using System.Net.Http.Headers;
using Factory.Router.Protocols;

namespace Factory.Router.Anthropic;

/// <summary>Puts our body in place of the package's, and takes answers with an error status away before the package reads all of them.</summary>
internal sealed class BodyHandler(RequestBody body) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Content = new Streamed(body);
        var response = await base.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode ? response : throw new UnsuccessfulAnswer(response);
    }

    private sealed class Streamed : HttpContent
    {
        private readonly RequestBody body;

        public Streamed(RequestBody body)
        {
            this.body = body;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => body.Write(stream, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => body.Write(stream, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}

/// <summary>An answer with an error status, on its way past the package.</summary>
internal sealed class UnsuccessfulAnswer(HttpResponseMessage response) : Exception($"Status {(int)response.StatusCode}")
{
    public HttpResponseMessage Response => response;
}
