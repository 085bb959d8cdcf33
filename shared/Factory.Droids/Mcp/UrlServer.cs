using Factory.Droids.Web;
using Factory.Outbound;
using Factory.Outbound.Bridging;
using Factory.Workspaces;
using Factory.Workspaces.Sandboxing;

namespace Factory.Droids.Mcp;

/// <summary>A server at a URL: spoken to through a bridge, which sees a network and nothing of the workspace.</summary>
internal static class UrlServer
{
    private const int ShortestToken = 8;
    private const int LongestToken = 8_000;

    /// <summary>What is wrong with its settings; null for nothing.</summary>
    public static string? Problem(McpServerOptions server)
    {
        if (server.Folder is not null)
            return "has a Folder, which is for a Command";
        try
        {
            var isHttp = BridgeSettings.For(server.Url!, server.Private).Endpoint().Scheme == Uri.UriSchemeHttp;
            if (server.TokenFile is not null && isHttp && !server.Private)
                return "has a TokenFile and a Url without TLS: everybody on the way could read the token. Use https";
            if (server.TokenFile is not null)
                _ = Token(server.TokenFile);
            return null;
        }
        catch (Exception wrong) when (wrong is OutboundRefused or InvalidOperationException)
        {
            return $"has a Url or TokenFile that cannot be used: {wrong.Message.TrimEnd('.')}";
        }
    }

    /// <summary>The token goes to the bridge over its input: it stands in no environment, no list of processes and no message of ours.</summary>
    public static async Task<SandboxedServer> Start(Workspace workspace, McpServerOptions options, CancellationToken ct)
    {
        var settings = BridgeSettings.For(options.Url!, options.Private, options.TokenFile is { } file ? Token(file) : null);
        var server = workspace.Outside.Start(OutboundProgram.Instance, Bridge.Mode);
        try
        {
            await server.Input.WriteAsync(settings.ToLine(), ct);
            await server.Input.FlushAsync(ct);
            return server;
        }
        catch
        {
            await server.Stop();
            throw;
        }
    }

    /// <summary>Of characters that are written in one way only: it is taken out of what the server answers, by what it looks like.</summary>
    private static string Token(string file)
    {
        if (!Path.IsPathFullyQualified(file))
            throw new InvalidOperationException($"'{file}' is not an absolute path");
        try
        {
            var token = File.ReadAllText(file).Trim();
            return token.Length is >= ShortestToken and <= LongestToken && token.All(character => character is > ' ' and <= '~' and not ('"' or '\\'))
                ? token
                : throw new InvalidOperationException($"{file} does not hold one token of {ShortestToken} to {LongestToken} characters without spaces, quotes and backslashes");
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{file} cannot be read", unread);
        }
    }
}
