namespace Factory.Router.Gateway;

/// <summary>The protocols that people's tools speak with models.</summary>
internal enum Protocol
{
    /// <summary>OpenAI's Chat Completions.</summary>
    Chat = 1,

    /// <summary>OpenAI's Responses.</summary>
    Responses = 2,

    /// <summary>Anthropic's Messages.</summary>
    Messages = 3,
}

internal static class ProtocolPaths
{
    /// <summary>Below <c>/v1</c>, here as at the providers.</summary>
    public static string Path(this Protocol protocol) => protocol switch
    {
        Protocol.Chat => "chat/completions",
        Protocol.Responses => "responses",
        _ => "messages",
    };
}
