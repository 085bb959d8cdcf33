using System.ClientModel;
using Factory.ScriptedModel;
using OpenAI;
using OpenAI.Chat;

namespace Factory.Router.Tests.OpenAi;

/// <summary>The scripted model speaks the streamed dialect too, for people's own tools.</summary>
public sealed class StreamingFromTheScriptedModel
{
    [Fact]
    public async Task Text_calls_and_usage_come_in_pieces()
    {
        await using var model = await ScriptedModelServer.Start();
        model.On("coder", Reply.Call("read", new { path = "a.py" }).Saying("I look.").Counting((7, 5)));
        var client = new ChatClient("coder", new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = model.BaseUrl });

        var pieces = new List<StreamingChatCompletionUpdate>();
        await foreach (var piece in client.CompleteChatStreamingAsync([ChatMessage.CreateUserMessage("Hello")]))
        {
            pieces.Add(piece);
        }

        Assert.Equal("I look.", string.Concat(pieces.SelectMany(piece => piece.ContentUpdate).Select(part => part.Text)));
        var calls = pieces.SelectMany(piece => piece.ToolCallUpdates).ToList();
        Assert.Equal(("read", """{"path":"a.py"}"""), (calls[0].FunctionName, string.Concat(calls.Select(call => call.FunctionArgumentsUpdate.ToString()))));
        Assert.Equal((7, 5), pieces.Where(piece => piece.Usage is not null).Select(piece => (piece.Usage.InputTokenCount, piece.Usage.OutputTokenCount)).Single());
        Assert.True(Assert.Single(model.Requests).Stream);
    }
}
