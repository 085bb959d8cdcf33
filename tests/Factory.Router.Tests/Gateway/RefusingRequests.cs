using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Factory.Router.Tests.Gateway;

public sealed class RefusingRequests(RefusingGateway shared) : IClassFixture<RefusingGateway>
{
    private const string Chat = "v1/chat/completions";
    private const string Plain = """{"model":"chat","messages":[]}""";

    private readonly GatewayHost gateway = shared.Gateway;

    [Theory]
    [InlineData("""{"model":"chat","model":"dear"}""", "twice")]
    [InlineData("""{"model":"chat","messages":[],"mod\u0065l":"dear"}""", "twice")]
    [InlineData("""{"\u006d\u006F\u0064\u0065\u006c":"chat","model":"dear"}""", "twice")]
    [InlineData("""{"model":"chat","MODEL":"dear"}""", "twice")]
    [InlineData("""{"messages":[{"model":"chat"}]}""", "names no model")]
    [InlineData("""{"model":"","messages":[]}""", "not the name")]
    [InlineData("""{"model":{"name":"chat"}}""", "not the name")]
    [InlineData("""{"model":["chat"]}""", "not the name")]
    [InlineData("""[{"model":"chat"}]""", "no object")]
    [InlineData("""{"model":"chat"} {"model":"dear"}""", "a value where")]
    [InlineData("""{"model":"chat",/* " */"model":"dear" /* " */}""", "0x2f")]
    [InlineData("""{"model":"chat",'model':"dear"}""", "0x27")]
    [InlineData("""{"model":"chat",model:"dear"}""", "a value where")]
    [InlineData("""{"model":"chat",}""", "closes nothing")]
    [InlineData("""{"model":"chat","x":[}]}""", "do not match")]
    [InlineData("""{"model":"chat\ud800"}""", "not written as JSON")]
    [InlineData("""{"model":"chat","x":"a""" + "\n" + "\"}", "control character")]
    [InlineData("""{"model":"chat","messages":[""", "ends before")]
    [InlineData("""{"model":"chat","max_tokens":-1}""", "whole number")]
    [InlineData("""{"model":"chat","max_tokens":1e9}""", "whole number")]
    [InlineData("""{"model":"chat","max_completion_tokens":1001}""", "1000 at most")]
    [InlineData("""{"model":"chat","max_tokens":99999999999999999999}""", "whole number")]
    [InlineData("""{"model":"chat","max_tokens":5,"max_tokens":500}""", "twice")]
    [InlineData("""{"model":"chat","n":100000}""", "128 at most")]
    [InlineData("""{"model":"chat","stream":"yes"}""", "neither true nor false")]
    [InlineData("""{"model":"chat","service_tier":"priority"}""", "service_tier")]
    [InlineData("""{"model":"chat","previous_response_id":"resp_of_somebody"}""", "send the whole input")]
    [InlineData("""{"model":"chat","prompt":{"id":"pmpt_of_somebody"}}""", "send the whole input")]
    [InlineData("""{"model":"chat","container":"container_of_somebody"}""", "send the whole input")]
    [InlineData("""{"model":"chat","tools":[{"type":"function","function":{"name":"f"}},{"type":"web_search"}]}""", "Tools that the provider runs")]
    [InlineData("""{"model":"chat","too\u006cs":[{"ty\u0070e":"mcp","server_url":"https://elsewhere.example"}]}""", "Tools that the provider runs")]
    [InlineData("""{"model":"chat","tools":[{"type":"function","type":"code_interpreter"}]}""", "Tools that the provider runs")]
    [InlineData("""{"model":"chat","tools":[{"type":7}]}""", "no list of tools")]
    [InlineData("""{"model":"chat","tools":"all of them"}""", "no list of tools")]
    [InlineData("""{"model":"chat","mcp_servers":[{"url":"https://elsewhere.example"}]}""", "searches or connects")]
    [InlineData("""{"model":"chat","web_search_options":{}}""", "searches or connects")]
    [InlineData("""{"model":"chat","models":["somebody/dear"]}""", "for the casting to say")]
    [InlineData("""{"model":"chat","provider":{"order":["elsewhere"]}}""", "for the casting to say")]
    [InlineData("""{"model":"chat","fallbacks":[{"model":"dear"}]}""", "for the casting to say")]
    [InlineData("""{"model":"chat","inference_geo":"us"}""", "for the casting to say")]
    [InlineData("""{"model":"chat","speed":"fast"}""", "prices of others")]
    public async Task Bodies_that_two_readers_could_read_in_two_ways_or_that_ask_for_too_much_go_nowhere(string body, string said)
    {
        using var answer = await gateway.Post(Chat, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await Message(answer), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task A_second_model_after_megabytes_ends_the_call_before_the_provider_has_all_of_it()
    {
        var body = $$"""{"model":"chat","messages":[{"content":"{{new string('x', 6 << 20)}}"}],"mod\u0065l":"dear"}""";

        using var answer = await gateway.Post(Chat, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("twice", await Message(answer), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Answers_that_are_multiplied_after_the_call_was_reserved_go_nowhere()
    {
        using var answer = await gateway.Post(Chat, $$"""{"model":"chat","messages":[{"content":"{{new string('x', 1 << 20)}}"}],"n":128}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("before what is long", await Message(answer), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Deep_bodies_are_refused_and_long_ones_too()
    {
        using var deep = await gateway.Post(Chat, $$"""{"model":"chat","x":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}""");
        using var huge = await gateway.Post(Chat, new byte[33 << 20], ("Expect", "100-continue"));
        using var late = await gateway.Post(Chat, $$"""{"messages":"{{new string('x', 5 << 20)}}","model":"chat"}""");

        Assert.Contains("within each other", await Message(deep), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, late.StatusCode);
        Assert.Contains("before what is long", await Message(late), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task A_body_that_comes_byte_by_byte_is_not_waited_for()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /{Chat} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {gateway.Key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{{\r\n"));

        var buffer = new byte[4096];
        var said = Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromMinutes(5)));

        Assert.StartsWith("HTTP/1.1 408", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1/chat/completions", "error.type", "invalid_request_error", "error.code", "model_not_found")]
    [InlineData("v1/responses", "error.type", "invalid_request_error", "error.code", "model_not_found")]
    [InlineData("v1/messages", "type", "error", "error.type", "not_found_error")]
    public async Task A_model_that_is_not_cast_is_not_found_and_the_list_is_in_the_answer(string path, string first, string firstValue, string second, string secondValue)
    {
        using var answer = await gateway.Post(path, """{"model":"gpt-dear","messages":[]}""");

        var json = await Json(answer);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal((firstValue, secondValue), (At(json, first), At(json, second)));
        Assert.Contains("chat, claude, responses, role:coder", At(json, "error.message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role:nobody")]
    [InlineData("role:")]
    [InlineData("builtin/mechanic")]
    [InlineData("http://evil.example/v1")]
    [InlineData("../chat")]
    public async Task Nothing_but_a_configured_name_is_a_model(string model)
    {
        using var answer = await gateway.Post(Chat, JsonSerializer.Serialize(new { model }));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("?key=abc")]
    [InlineData("?api-version=1&model=dear")]
    [InlineData("?beta=true&beta=true")]
    public async Task Nothing_is_taken_from_a_query(string query)
    {
        using var answer = await gateway.Post(Chat + query, Plain);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Only_a_key_of_the_gateway_opens_it_and_it_opens_nothing_else()
    {
        var team = await gateway.Tokens.Create(GatewayHost.Team, "laptop");
        var revoked = await gateway.Tokens.CreateGatewayKey(GatewayHost.Team, "berta", budget: null);
        Assert.Equal(1, await gateway.Tokens.Revoke(GatewayHost.Team, "berta"));

        foreach (var header in (string[])["", "Bearer ", $"Bearer {team}", $"Bearer {revoked}", $"Basic {gateway.Key}", $"Bearer {gateway.Key}x", $"Bearer {new string('x', 5000)}"])
        {
            using var answer = await gateway.Post(Chat, Plain, ("Authorization", header));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.Null(await gateway.Tokens.Find(gateway.Key));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Two_keys_that_differ_are_none()
    {
        using var answer = await gateway.Post(Chat, Plain, ("x-api-key", "another"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Bodies_in_other_forms_are_refused()
    {
        using var zipped = await gateway.Client.SendAsync(Request("application/json", content => content.Headers.ContentEncoding.Add("gzip")));
        using var form = await gateway.Client.SendAsync(Request("application/x-www-form-urlencoded", _ => { }));
        using var utf16 = await gateway.Client.SendAsync(Request("application/json; charset=utf-16", _ => { }));

        Assert.All([zipped, form, utf16], answer => Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode));
        Assert.Empty(gateway.Upstream.Requests);
    }

    private static HttpRequestMessage Request(string type, Action<HttpContent> more)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Plain));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        more(content);
        return new HttpRequestMessage(HttpMethod.Post, Chat) { Content = content };
    }

    private static async Task<string> Message(HttpResponseMessage answer) => At(await Json(answer), "error.message");

    private static async Task<JsonElement> Json(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;

    private static string At(JsonElement json, string path) => path.Split('.').Aggregate(json, (element, name) => element.GetProperty(name)).GetString()!;
}
