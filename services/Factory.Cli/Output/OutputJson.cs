using System.Text.Encodings.Web;
using System.Text.Json;

namespace Factory.Cli.Output;

internal static class OutputJson
{
    /// <summary>One line, camel-case names; control characters and what a terminal could misread are escaped.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Default };
}
