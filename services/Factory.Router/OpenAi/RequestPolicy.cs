using System.ClientModel.Primitives;

namespace Factory.Router.OpenAi;

/// <summary>A last change to a request of the OpenAI package.</summary>
internal sealed class RequestPolicy(Action<PipelineRequest> change) : PipelinePolicy
{
    /// <summary>
    /// Asks for a stream. The package must not see this header: it would keep a copy of the whole body for as long as the answer takes, to send it once more when the
    /// connection breaks, which would be paid twice (System.ClientModel 1.16; ADR 0031).
    /// </summary>
    public static readonly RequestPolicy Streams = new(request => request.Headers.Set("Accept", "text/event-stream, application/json"));

    /// <summary>The version that Azure wants in every address.</summary>
    public static RequestPolicy WithVersion(string version) =>
        new(request => request.Uri = new UriBuilder(request.Uri!) { Query = $"api-version={Uri.EscapeDataString(version)}" }.Uri);

    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        change(message.Request);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        change(message.Request);
        await ProcessNextAsync(message, pipeline, currentIndex);
    }
}
