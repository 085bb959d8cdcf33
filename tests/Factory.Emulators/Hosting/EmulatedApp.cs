using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Factory.Emulators.Hosting;

/// <summary>The emulator cannot check what an App proves itself with: it is checked here, and the App is let in as itself.</summary>
/// <param name="privateKey">PEM.</param>
internal sealed class EmulatedApp(string privateKey)
{
    public async Task LetIn(HttpContext context, string path)
    {
        var parts = context.Request.Headers.Authorization.ToString().Split(' ')[^1].Split('.');
        using var key = RSA.Create();
        key.ImportFromPem(privateKey);
        var proven = parts.Length == 3 && key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        context.Response.StatusCode = !proven ? 401 : path == "/app" ? 200 : 201;
        await context.Response.WriteAsJsonAsync(proven
            ? (object)new { id = GitHubHost.AppId, slug = GitHubHost.Bot, name = "Factory", token = GitHubHost.AppToken, expires_at = "2099-01-01T00:00:00Z", permissions = new { contents = "write", pull_requests = "write", issues = "write", checks = "write" }, repository_selection = "all" }
            : new { message = "A JSON web token could not be decoded" });
    }
}
