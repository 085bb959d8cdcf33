using System.Net;
using System.Text;
using System.Threading.Channels;

namespace Factory.Router.Tests.Gateway;

public sealed class PassingBytesThrough : IAsyncLifetime
{
    private const string Odd = "\t{ \"messages\" :[{\"role\":\"user\",\"content\":\"\\u00e4\\ud83d\\ude00 \\\"model\\\": \\\"x\\\" \\/ é\"}],\r\n \"unknown\":{\"model\":[1.0e+2,-0,null]}, \"model\" : \"chat\"  ,\"temperature\": 0.70 }\n";
    private const string OddAnswer = "{ \"id\":\"\\u0061\",\"x\" : 1.50,\r\n\"choices\":[ ],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}} \n";

    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await GatewayHost.Start();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Only_the_model_is_another_in_the_request_and_nothing_in_the_answer()
    {
        gateway.Upstream.Says(OddAnswer);

        using var answer = await gateway.Post("v1/chat/completions", Odd);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(OddAnswer, await answer.Content.ReadAsStringAsync());
        Assert.Equal(Odd.Replace("\"chat\"  ,", "\"chat-1\"  ,", StringComparison.Ordinal), Assert.Single(gateway.Upstream.Requests).Text);
        Assert.Equal("/v1/chat/completions", gateway.Upstream.Requests[0].Path);
    }

    [Theory]
    [InlineData("v1/messages", "claude", "/v1/messages")]
    [InlineData("v1/responses", "responses", "/v1/responses")]
    [InlineData("v1/chat/completions", "role:coder", "/v1/chat/completions")]
    public async Task So_it_is_for_each_protocol(string path, string model, string asked)
    {
        gateway.Upstream.Says(OddAnswer);

        using var answer = await gateway.Post(path, $"{{\"model\":\"{model}\", \"a\" : [ ] }}");

        Assert.Equal(OddAnswer, await answer.Content.ReadAsStringAsync());
        Assert.Equal(asked, gateway.Upstream.Requests[0].Path);
        Assert.EndsWith("-1\", \"a\" : [ ] }", gateway.Upstream.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_event_of_a_stream_comes_when_it_was_sent()
    {
        var toSend = Channel.CreateUnbounded<string>();
        gateway.Upstream.Answer = async (_, context) =>
        {
            context.Response.ContentType = "text/event-stream";
            await foreach (var sent in toSend.Reader.ReadAllAsync())
            {
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(sent));
                await context.Response.Body.FlushAsync();
            }
        };
        await toSend.Writer.WriteAsync("data: {\"first\": 1}\n\n");
        using var answer = await gateway.Post("v1/chat/completions", """{"model":"chat","stream":true,"messages":[]}""");
        await using var stream = await answer.Content.ReadAsStreamAsync();

        Assert.Equal("data: {\"first\": 1}\n\n", await Next(stream));
        await toSend.Writer.WriteAsync("data: half of");
        Assert.Equal("data: half of", await Next(stream));
        await toSend.Writer.WriteAsync(" it\n\ndata: [DONE]\n\n");
        Assert.Equal(" it\n\ndata: [DONE]\n\n", await Next(stream));
        toSend.Writer.Complete();
        Assert.Equal("", await Next(stream));
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task A_body_of_megabytes_passes_in_chunks_as_in_one_piece()
    {
        gateway.Upstream.Says(OddAnswer);
        var body = $$"""{"model":"chat","messages":[{"role":"user","content":"{{new string('x', 6 << 20)}}"}]}""";
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json"), Headers = { TransferEncodingChunked = true } };

        using var whole = await gateway.Post("v1/chat/completions", body);
        using var inChunks = await gateway.Client.SendAsync(chunked);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (whole.StatusCode, inChunks.StatusCode));
        Assert.All(gateway.Upstream.Requests, request => Assert.Equal(body.Replace("\"chat\"", "\"chat-1\"", StringComparison.Ordinal), request.Text));
        Assert.Equal(2, gateway.Upstream.Requests.Count);
    }

    [Fact]
    public async Task The_model_may_come_after_what_is_long()
    {
        gateway.Upstream.Says(OddAnswer);
        var text = new string('x', 1 << 20);

        using var answer = await gateway.Post("v1/chat/completions", $$"""{"messages":[{"role":"user","content":"{{text}}"}],"model":"chat"}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.EndsWith("\"model\":\"chat-1\"}", gateway.Upstream.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_provider_says_of_the_request_is_passed_on_as_it_is()
    {
        const string said = "{ \"error\" : {\"message\":\"messages: too long\",\"param\":null} }";
        gateway.Upstream.Says(said, "application/json; charset=utf-8", 400);

        using var answer = await gateway.Post("v1/chat/completions", """{"model":"chat"}""");

        Assert.Equal((HttpStatusCode.BadRequest, said), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    private static async Task<string> Next(Stream stream)
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer));
    }
}
