using System.Buffers;
using System.Text.Json;
using Factory.Droids.Tools;

namespace Factory.Router.OpenAi;

/// <summary>Everything of a request before its messages.</summary>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="Tools">JSON array, shared between calls.</param>
/// <param name="MaxOutputTokens">Written to a fixed width, so that it does not change the body's length.</param>
internal readonly record struct ChatRequestHead(string Model, ReadOnlyMemory<byte> Tools, int MaxOutputTokens)
{
    public byte[] Render()
    {
        var bytes = new ArrayBufferWriter<byte>(Tools.Length + 256);
        bytes.Write("{\"model\":"u8);
        bytes.Write(JsonSerializer.SerializeToUtf8Bytes(Model));
        bytes.Write(System.Text.Encoding.UTF8.GetBytes($",\"max_completion_tokens\":{MaxOutputTokens,11}"));
        if (Tools.Length > 2)
        {
            bytes.Write(",\"tools\":"u8);
            bytes.Write(Tools.Span);
        }

        bytes.Write(",\"messages\":["u8);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The tools of a role as the JSON array that Chat Completions takes.</summary>
    public static byte[] RenderTools(IEnumerable<ToolDefinition> tools) => JsonSerializer.SerializeToUtf8Bytes(
        tools.Select(tool => new { type = "function", function = new { name = tool.Name, description = tool.Description, parameters = tool.Parameters } }));
}
