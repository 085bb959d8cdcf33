using Factory.History;
using Factory.Local.Hosting;
using Factory.Messaging;
using Factory.Messaging.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Benchmarks.Line;

/// <summary>The whole line in this process, on the in-memory transport, as Factory.Local hosts it; and a queue for the answers of runs that a benchmark orders.</summary>
internal sealed class LocalLine : ILine
{
    private readonly WebApplication _app;

    private LocalLine(WebApplication app) => _app = app;

    public Heart Heart => _app.Services.GetRequiredService<Heart>();

    public BlobStore Blobs => _app.Services.GetRequiredService<BlobStore>();

    public static async Task<LocalLine> Start(string folder, string database, IReadOnlyDictionary<string, string?> configuration, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Factory.Local" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Factory:DataFolder"] = folder,
            ["Factory:LogFile"] = Path.Combine(folder, "local.log"),
            ["ConnectionStrings:factory"] = database,
            ["ConnectionStrings:rabbitmq"] = null,
        });
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new NodeOptions { Alone = true });
        builder.Services.AddEndpoints(endpoints => endpoints.Consumer<AnswerConsumer>(AnswerConsumer.Endpoint));
        builder.AddAllServices();
        var app = builder.Build();
        app.MapAllServices();
        await app.StartAsync(ct);
        return new LocalLine(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
