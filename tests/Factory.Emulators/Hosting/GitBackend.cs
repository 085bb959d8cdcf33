using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Factory.Emulators.Hosting;

/// <summary>git's own smart HTTP server, called as web servers call it (CGI): <c>git http-backend</c>.</summary>
/// <param name="root">The folder that holds OWNER/NAME.git.</param>
public sealed class GitBackend(string root)
{
    /// <param name="path">For example <c>/acme/shop.git/info/refs</c>.</param>
    /// <param name="user">Who was let in; null for nobody.</param>
    public async Task Serve(HttpContext context, string path, string? user)
    {
        using var process = Start(context.Request, path, user);
        var sent = Send(context, process);
        await Answer(context.Response, process);
        await sent;
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private Process Start(HttpRequest request, string path, string? user)
    {
        var start = new ProcessStartInfo("git") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Bare repositories of tests lie in folders of others.
        foreach (var argument in new[] { "-c", "safe.directory=*", "-c", "http.receivepack=true", "-c", "uploadpack.allowAnySHA1InWant=true", "http-backend" })
            start.ArgumentList.Add(argument);
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_PROJECT_ROOT"] = root;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["PATH_INFO"] = path;
        start.Environment["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?') ?? "";
        start.Environment["REQUEST_METHOD"] = request.Method;
        start.Environment["CONTENT_TYPE"] = request.ContentType ?? "";
        start.Environment["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding.ToString();
        start.Environment["GIT_PROTOCOL"] = request.Headers["Git-Protocol"].ToString();
        if (request.ContentLength is { } length)
            start.Environment["CONTENT_LENGTH"] = length.ToString(CultureInfo.InvariantCulture);
        if (user is not null)
            start.Environment["REMOTE_USER"] = user;
        var process = Process.Start(start) ?? throw new InvalidOperationException("git could not be started.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task Send(HttpContext context, Process process)
    {
        try
        {
            await context.Request.Body.CopyToAsync(process.StandardInput.BaseStream, context.RequestAborted);
        }
        catch (IOException)
        {
            // It answered without reading all of it.
        }

        process.StandardInput.Close();
    }

    private static async Task Answer(HttpResponse response, Process process)
    {
        var output = process.StandardOutput.BaseStream;
        while (await Line(output) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            if (name.Equals("Status", StringComparison.OrdinalIgnoreCase))
                response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
            else
                response.Headers[name] = value;
        }

        await output.CopyToAsync(response.Body);
    }

    private static async Task<string> Line(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1 && one[0] != '\n')
            line.Add(one[0]);
        return System.Text.Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
    }
}
