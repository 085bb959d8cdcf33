#pragma warning disable OPENAI001 // Responses is marked as for evaluation in the package.
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;

namespace Factory.Router.Tests.Gateway;

/// <summary>OpenAI's own package asks models that speak other protocols.</summary>
public sealed class TranslatingForOpenAiTools(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Said = "I look \"it\" up. ä";
    private static readonly BinaryData Schema = BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}""");

    private readonly GatewayHost gateway = shared.Gateway;

    [Theory]
    [InlineData("claude")]
    [InlineData("responses")]
    public async Task A_chat_completion_is_answered(string model)
    {
        shared.Answers(model, stream: false);

        ChatCompletion answer = await Chat(model).CompleteChatAsync(Conversation(), Options());

        Assert.Equal((ChatFinishReason.ToolCalls, Said), (answer.FinishReason, answer.Content[0].Text));
        var call = Assert.Single(answer.ToolCalls);
        Assert.Equal(("toolu_1", "weather", "Köln"), (call.Id, call.FunctionName, City(call.FunctionArguments.ToString())));
        Assert.Equal((11, 7, 4), (answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.InputTokenDetails.CachedTokenCount));
        Assert.Equal(model, answer.Model);
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("responses")]
    public async Task A_stream_of_chat_completions_is_answered(string model)
    {
        shared.Answers(model, stream: true);

        var (text, arguments, names, usage, reason) = (new StringBuilder(), new StringBuilder(), new List<string>(), default(ChatTokenUsage), default(ChatFinishReason?));
        await foreach (var update in Chat(model).CompleteChatStreamingAsync(Conversation(), Options()))
        {
            text.AppendJoin("", update.ContentUpdate.Select(part => part.Text));
            names.AddRange(update.ToolCallUpdates.Where(call => call.FunctionName is not null).Select(call => $"{call.ToolCallId} {call.FunctionName}"));
            arguments.AppendJoin("", update.ToolCallUpdates.Select(call => call.FunctionArgumentsUpdate?.ToString()));
            (usage, reason) = (update.Usage ?? usage, update.FinishReason ?? reason);
        }

        Assert.Equal((Said, "Köln", ChatFinishReason.ToolCalls), (text.ToString(), City(arguments.ToString()), reason));
        Assert.Equal("toolu_1 weather", Assert.Single(names));
        Assert.Equal((11, 7), (usage?.InputTokenCount, usage?.OutputTokenCount));
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("chat")]
    public async Task A_response_is_answered(string model)
    {
        shared.Answers(model, stream: false);

        ResponseResult answer = await Responses().CreateResponseAsync(Input(model, stream: false));

        Assert.Equal((ResponseStatus.Completed, Said), (answer.Status, answer.GetOutputText()));
        var call = Assert.Single(answer.OutputItems.OfType<FunctionCallResponseItem>());
        Assert.Equal(("toolu_1", "weather", "Köln"), (call.CallId, call.FunctionName, City(call.FunctionArguments.ToString())));
        Assert.Equal((11, 7), (answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount));
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("chat")]
    public async Task A_stream_of_a_response_is_answered(string model)
    {
        shared.Answers(model, stream: true);

        var (text, arguments, numbers, last) = (new StringBuilder(), new StringBuilder(), new List<int>(), default(ResponseResult));
        await foreach (var update in await Responses().CreateResponseStreamingAsync(Input(model, stream: true)))
        {
            numbers.Add(update.SequenceNumber);
            switch (update)
            {
                case StreamingResponseOutputTextDeltaUpdate delta:
                    text.Append(delta.Delta);
                    break;
                case StreamingResponseFunctionCallArgumentsDeltaUpdate delta:
                    arguments.Append(delta.Delta);
                    break;
                case StreamingResponseCompletedUpdate completed:
                    last = completed.Response;
                    break;
            }
        }

        Assert.Equal((Said, "Köln"), (text.ToString(), City(arguments.ToString())));
        Assert.Equal(Said, last!.GetOutputText());
        Assert.Equal("weather", Assert.Single(last.OutputItems.OfType<FunctionCallResponseItem>()).FunctionName);
        Assert.Equal((11, 7), (last.Usage.InputTokenCount, last.Usage.OutputTokenCount));
        Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
    }

    [Fact]
    public async Task What_a_chat_says_reaches_messages_as_it_has_it()
    {
        shared.Answers("claude", stream: false);

        await Chat("claude").CompleteChatAsync(Conversation(), Options());

        var asked = shared.LastAsked();
        Assert.Equal("You help.", asked.GetProperty("system").GetString());
        Assert.Equal(["user", "assistant", "user"], asked.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("""[{"type":"text","text":"See"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}}]""", Content(asked, 0));
        Assert.Equal("""[{"type":"tool_use","id":"call_1","name":"weather","input":{"city":"Bonn"}},{"type":"tool_use","id":"call_2","name":"weather","input":{}}]""", Content(asked, 1));
        Assert.Equal("""[{"type":"tool_result","tool_use_id":"call_1","content":"rain"},{"type":"tool_result","tool_use_id":"call_2","content":"sun"},{"type":"text","text":"And?"}]""", Content(asked, 2));
        Assert.Equal("""{"type":"tool","name":"weather"}""", asked.GetProperty("tool_choice").GetRawText());
        Assert.Equal("city", asked.GetProperty("tools")[0].GetProperty("input_schema").GetProperty("properties").EnumerateObject().Single().Name);
        Assert.Equal(100, asked.GetProperty("max_tokens").GetInt32());
    }

    [Theory]
    [InlineData("""{"model":"claude","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{}}]}]}""", "input_audio")]
    [InlineData("""{"model":"claude","messages":[],"response_format":{"type":"json_object"}}""", "response_format")]
    [InlineData("""{"model":"claude","messages":[],"n":2}""", "n above 1")]
    [InlineData("""{"model":"claude","messages":[{"role":"user","content":[{"type":"file","file":{}}]}]}""", "file")]
    [InlineData("""{"model":"claude","messages":[1,2]}""", "A message of role")]
    public async Task What_another_protocol_has_no_words_for_is_refused(string body, string said)
    {
        using var answer = await gateway.Post("v1/chat/completions", body);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_s_error_is_told_as_the_caller_s_package_reads_it()
    {
        gateway.Upstream.Says("""{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long"}}""", status: 400);

        var error = await Assert.ThrowsAsync<ClientResultException>(() => Chat("claude").CompleteChatAsync(Conversation(), Options()));

        Assert.Equal(400, error.Status);
        Assert.Contains("prompt is too long", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_of_a_stream_does_not_look_whole()
    {
        gateway.Upstream.Says(ProviderAnswers.MessagesStream[..1200], "text/event-stream");

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var update in Chat("claude").CompleteChatStreamingAsync(Conversation(), Options()))
            {
                Assert.Null(update.FinishReason);
            }
        });
    }

    private static List<ChatMessage> Conversation() =>
    [
        new SystemChatMessage("You help."),
        new UserChatMessage(ChatMessageContentPart.CreateTextPart("See"), ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes([1, 2, 3]), "image/png")),
        new AssistantChatMessage([ChatToolCall.CreateFunctionToolCall("call_1", "weather", BinaryData.FromString("""{"city":"Bonn"}""")), ChatToolCall.CreateFunctionToolCall("call_2", "weather", BinaryData.FromString("{}"))]),
        new ToolChatMessage("call_1", "rain"),
        new ToolChatMessage("call_2", "sun"),
        new UserChatMessage("And?"),
    ];

    private static ChatCompletionOptions Options() => new()
    {
        MaxOutputTokenCount = 100, Tools = { ChatTool.CreateFunctionTool("weather", "Tells it.", Schema) }, ToolChoice = ChatToolChoice.CreateFunctionChoice("weather"),
    };

    private static CreateResponseOptions Input(string model, bool stream) => new(model, [ResponseItem.CreateUserMessageItem("How is the weather?")])
    {
        Tools = { ResponseTool.CreateFunctionTool("weather", Schema, strictModeEnabled: false) }, StreamingEnabled = stream,
    };

    private static string City(string arguments) => JsonDocument.Parse(arguments).RootElement.GetProperty("city").GetString()!;

    private static string Content(JsonElement asked, int message) => asked.GetProperty("messages")[message].GetProperty("content").GetRawText();

    private ChatClient Chat(string model) => new(model, new ApiKeyCredential(gateway.Key), Client());

    private ResponsesClient Responses() => new(new ApiKeyCredential(gateway.Key), new ResponsesClientOptions { Endpoint = new Uri(gateway.Address, "v1"), RetryPolicy = new ClientRetryPolicy(0) });

    private OpenAIClientOptions Client() => new() { Endpoint = new Uri(gateway.Address, "v1"), RetryPolicy = new ClientRetryPolicy(0) };
}
