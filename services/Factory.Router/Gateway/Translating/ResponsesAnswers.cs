using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Reads answers of Responses.</summary>
internal sealed class ResponsesAnswers(AnswerWriter writer) : IAnswerReader
{
    private readonly Dictionary<long, WrittenCall> calls = [];

    public void Whole(JsonElement answer)
    {
        if (answer.Find("output") is null)
        {
            throw new InvalidDataException("The provider did not answer a response.");
        }

        foreach (var item in answer.Items("output"))
        {
            if (item.Text("type") == "function_call")
            {
                writer.Argue(writer.Call(item.Text("call_id"), item.Text("name") ?? ""), item.Text("arguments") ?? "");
            }

            foreach (var part in item.Text("type") == "message" ? item.Items("content") : [])
            {
                writer.Say(part.Text("text") ?? part.Text("refusal") ?? "");
            }
        }

        ReadEnd(answer);
    }

    public void Event(JsonElement content)
    {
        switch (content.Text("type"))
        {
            case "response.output_text.delta" or "response.refusal.delta":
                writer.Say(content.Text("delta") ?? "");
                break;
            case "response.output_item.added" when content.Find("item") is { } item && item.Text("type") == "function_call":
                calls[content.Number("output_index") ?? 0] = writer.Call(item.Text("call_id"), item.Text("name") ?? "");
                break;
            case "response.function_call_arguments.delta" when calls.TryGetValue(content.Number("output_index") ?? 0, out var call):
                writer.Argue(call, content.Text("delta") ?? "");
                break;
            case "response.completed" or "response.incomplete" when content.Find("response") is { } response:
                ReadEnd(response);
                break;
            case "response.failed":
                writer.Fail(content.Find("response")?.Find("error")?.Text("message") ?? "The provider failed.");
                break;
            case "error":
                writer.Fail(content.Text("message") ?? content.Find("error")?.Text("message") ?? "The provider failed.");
                break;
        }
    }

    public void Done()
    {
    }

    private void ReadEnd(JsonElement response)
    {
        if (response.Text("status") == "failed")
        {
            throw new InvalidDataException(response.Find("error")?.Text("message") ?? "The provider failed.");
        }

        writer.Finished = true;
        writer.Stop = response.Find("incomplete_details")?.Text("reason") switch
        {
            "max_output_tokens" => StopReason.Length,
            "content_filter" => StopReason.Refused,
            _ => writer.Calls.Count > 0 ? StopReason.Calls : StopReason.Ended,
        };
        if (response.Find("usage") is { } usage)
        {
            writer.InputTokens = usage.Number("input_tokens") ?? 0;
            writer.OutputTokens = usage.Number("output_tokens") ?? 0;
            writer.CachedTokens = usage.Find("input_tokens_details")?.Number("cached_tokens") ?? 0;
        }
    }
}
