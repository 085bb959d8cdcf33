using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using Factory.Settings;

namespace Factory.Router.Tests.Gateway;

/// <summary>Anthropic's own package asks models that speak other protocols.</summary>
public sealed class TranslatingForAnthropicTools(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Said = "I look \"it\" up. ä";

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    public async Task A_message_is_answered(string model)
    {
        shared.Answers(model, stream: false);

        var answer = await Client().Messages.Create(Asking(model));

        Assert.Equal(StopReason.ToolUse, answer.StopReason?.Value());
        Assert.True(answer.Content[0].TryPickText(out var text));
        Assert.True(answer.Content[1].TryPickToolUse(out var call));
        Assert.Equal((Said, "toolu_1", "weather", "Köln"), (text!.Text, call!.ID, call.Name, call.Input["city"].GetString()));
        Assert.Equal((7, 4, 7), (answer.Usage.InputTokens, answer.Usage.CacheReadInputTokens, answer.Usage.OutputTokens));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    public async Task A_stream_of_a_message_is_answered(string model)
    {
        shared.Answers(model, stream: true);

        var (text, arguments, blocks, reason) = (new StringBuilder(), new StringBuilder(), new List<long>(), default(string));
        await foreach (var part in Client().Messages.CreateStreaming(Asking(model)))
        {
            if (part.TryPickContentBlockStart(out var start))
            {
                blocks.Add(start.Index);
            }
            else if (part.TryPickContentBlockDelta(out var delta))
            {
                text.Append(delta.Delta.TryPickText(out var said) ? said.Text : "");
                arguments.Append(delta.Delta.TryPickInputJson(out var json) ? json.PartialJson : "");
            }
            else if (part.TryPickDelta(out var end))
            {
                reason = end.Delta.StopReason?.Raw();
                Assert.Equal((7, 7), (end.Usage.InputTokens, end.Usage.OutputTokens));
            }
        }

        Assert.Equal((Said, "Köln", "tool_use"), (text.ToString(), JsonDocument.Parse(arguments.ToString()).RootElement.GetProperty("city").GetString(), reason));
        Assert.Equal([0, 1], blocks);
    }

    [Fact]
    public async Task What_a_message_says_reaches_a_chat_as_it_has_it()
    {
        shared.Answers("chat", stream: true);

        await foreach (var _ in Client().Messages.CreateStreaming(Asking("chat")))
        {
        }

        var asked = shared.LastAsked();
        Assert.Equal(["system", "user"], asked.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("How is the weather?", asked.GetProperty("messages")[1].GetProperty("content").GetString());
        Assert.Equal((100, true, true), (asked.GetProperty("max_completion_tokens").GetInt32(), asked.GetProperty("stream").GetBoolean(), asked.GetProperty("stream_options").GetProperty("include_usage").GetBoolean()));
        Assert.Equal("chat-1", asked.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Calls_and_results_reach_a_chat_in_its_order()
    {
        shared.Answers("chat", stream: false);

        using var answer = await shared.Gateway.Post("v1/messages", """
            {"model":"chat","max_tokens":9,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"tool_use","id":"t1","name":"f","input":{"x":1}}]},
            {"role":"user","content":[{"type":"text","text":"and"},{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"r"}],"is_error":true}]}],
            "tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"any","disable_parallel_tool_use":true},"stop_sequences":["END"]}
            """);

        var asked = shared.LastAsked();
        Assert.Equal(
            """[{"role":"user","content":"a"},{"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\u0022x\u0022:1}"}}]},{"role":"tool","tool_call_id":"t1","content":"r"},{"role":"user","content":"and"}]""",
            asked.GetProperty("messages").GetRawText());
        Assert.Equal(("required", false, "END"), (asked.GetProperty("tool_choice").GetString(), asked.GetProperty("parallel_tool_calls").GetBoolean(), asked.GetProperty("stop")[0].GetString()));
    }

    private static MessageCreateParams Asking(string model) => new()
    {
        Model = model, MaxTokens = 100, System = "You help.", Messages = [new UserMessageParam("How is the weather?")],
    };

    private AnthropicClient Client() => new() { BaseUrl = shared.Gateway.Address.AbsoluteUri.TrimEnd('/'), ApiKey = shared.Gateway.Key, MaxRetries = 0 };
}
