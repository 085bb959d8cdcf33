using System.ClientModel.Primitives;
using System.Text.Json;
using Anthropic.Models.Messages;
using Factory.Contracts.Transcripts;
using Factory.ScriptedModel;
using OpenAI.Chat;

namespace Factory.Router.Tests.Protocols;

/// <summary>What is sent is read by the types that the providers make from their published descriptions.</summary>
public sealed class TheProvidersOwnPackages
{
    private static readonly Dictionary<string, JsonElement> Nothing = [];

    [Fact]
    public async Task Anthropics_takes_the_request_as_valid()
    {
        var body = await Sent("anthropic");

        var read = MessageCreateParams.FromRawUnchecked(Nothing, Nothing, body.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal));

        Assert.Equal((3, 3), (read.Messages.Count, read.Tools!.Count));
        foreach (var message in read.Messages)
            message.Validate();
        foreach (var tool in read.Tools)
            tool.Validate();
        read.System!.Validate();
        Assert.Equal(16_000, read.MaxTokens);
    }

    [Fact]
    public async Task OpenAis_takes_the_request()
    {
        var body = await Sent("openai");

        var read = ModelReaderWriter.Read<ChatCompletionOptions>(BinaryData.FromString(body.GetRawText()))!;

        Assert.Equal((3, 16_000), (read.Tools.Count, read.MaxOutputTokenCount));
        var messages = body.GetProperty("messages").EnumerateArray().Select(message => ModelReaderWriter.Read<ChatMessage>(BinaryData.FromString(message.GetRawText()))!).ToList();
        Assert.Equal([typeof(SystemChatMessage), typeof(UserChatMessage), typeof(AssistantChatMessage), typeof(ToolChatMessage)], messages.Select(message => message.GetType()));
    }

    private static async Task<JsonElement> Sent(string provider)
    {
        await using var router = await Spoken.Start(provider, streams: true);
        router.Model.On("coder", Reply.Says("Hello."));
        var run = await router.Run();
        await run.Answered(1, new Answer("I look.", [new ToolCall("t0001c001", "read", """{"path":"a.py"}""")]));
        await run.Returned(1, new ToolResult("t0001c001", "read", true, "There is no a.py.", null));
        await router.Models.Ask(run.Ask(2), CancellationToken.None);
        return Assert.Single(router.Model.Requests).Body;
    }
}
