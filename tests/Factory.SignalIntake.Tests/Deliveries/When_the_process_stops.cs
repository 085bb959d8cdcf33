using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.SignalIntake.Tests.Deliveries;

public sealed class When_the_process_stops : IDisposable
{
    private const string Secret = "for-tests-only";

    private readonly string _folder = Directory.CreateTempSubdirectory("factory-intake-").FullName;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly DeliveryWriter _writer = new(null!, new RecentBodies(), null!);
    private readonly ReceiveDelivery _receive;

    public When_the_process_stops()
    {
        var (file, secret) = (Path.Combine(_folder, "factory.signals.yaml"), Path.Combine(_folder, "secret"));
        File.WriteAllText(secret, Secret);
        File.WriteAllText(file, $"sources:\n  github:\n    kind: github\n    secretFile: {secret}\n    repository: /srv/git/shop.git\n");
        _receive = new ReceiveDelivery(SignalSources.Read(file), new SourceSecrets(TimeProvider.System), _writer, _services.GetRequiredService<IMeterFactory>(), TimeProvider.System);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact(Timeout = 60_000)]
    public async Task Whoever_comes_is_asked_to_come_again_and_does_not_wait()
    {
        await _writer.StartAsync(TestContext.Current.CancellationToken);
        await _writer.StopAsync(TestContext.Current.CancellationToken);

        var answer = await Send("{}"u8.ToArray());

        Assert.Equal((StatusCodes.Status503ServiceUnavailable, "5"), answer);
    }

    private async Task<(int? Status, string? RetryAfter)> Send(byte[] body)
    {
        var context = new DefaultHttpContext();
        (context.Request.Body, context.Request.ContentLength) = (new MemoryStream(body), body.Length);
        context.Request.Headers["X-GitHub-Event"] = "issues";
        context.Request.Headers["X-GitHub-Delivery"] = "d-1";
        context.Request.Headers["X-Hub-Signature-256"] = $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body))}";
        var result = await _receive.Handle("github", context, TestContext.Current.CancellationToken);
        return ((result as IStatusCodeHttpResult)?.StatusCode, context.Response.Headers.RetryAfter);
    }
}
