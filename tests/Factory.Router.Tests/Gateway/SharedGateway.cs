using System.Text.Json;

namespace Factory.Router.Tests.Gateway;

/// <summary>One gateway for the tests of a class, which run one after the other.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    internal GatewayHost Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await GatewayHost.Start();

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    /// <summary>The provider of a model answers as its protocol has it.</summary>
    internal void Answers(string model, bool stream) => Gateway.Upstream.Says(
        (model, stream) switch
        {
            ("claude", false) => ProviderAnswers.Messages,
            ("claude", true) => ProviderAnswers.MessagesStream,
            ("chat", false) => ProviderAnswers.Chat,
            ("chat", true) => ProviderAnswers.ChatStream,
            (_, false) => ProviderAnswers.Responses,
            (_, true) => ProviderAnswers.ResponsesStream,
        },
        stream ? "text/event-stream" : "application/json");

    internal JsonElement LastAsked() => JsonDocument.Parse(Gateway.Upstream.Requests[^1].Body).RootElement;
}
