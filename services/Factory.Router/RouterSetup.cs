using Factory.Contracts;
using Factory.Contracts.Models;
using Factory.Contracts.Runs;
using Factory.Contracts.Triage;
using Factory.Messaging;
using Factory.Router.Asking;
using Factory.Router.Casting;
using Factory.Router.Choosing;
using Factory.Router.Compacting;
using Factory.Router.Gateway;
using Factory.Router.Ledger;
using Factory.Router.Listing;
using Factory.Router.Mechanic;
using Factory.Router.Models;
using Factory.Router.Probing;
using Factory.Router.Protocols;
using Factory.Settings;
using Factory.Router.Transcripts;
using Factory.Router.Triage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Factory.Router;

/// <summary>Every model call of the factory: the only holder of model keys.</summary>
public static class RouterSetup
{
    /// <summary>Calls that wait at once in one process. Each costs a connection and a few kilobytes.</summary>
    private const int CallsAtOnce = 4_096;

    /// <summary>Models that are tried at once in one process.</summary>
    private const int ProbesAtOnce = 4;

    /// <summary>Signals that are classified at once in one process.</summary>
    private const int ClassificationsAtOnce = 64;

    /// <summary>Reads the casting and takes the router's endpoint. Needs the bus and the history.</summary>
    /// <exception cref="SettingsFileException">The models file is malformed, or a key that it names is not there.</exception>
    public static void AddRouter(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddCasting(builder.Configuration);
        services.AddSingleton<TranscriptCache>();
        services.AddSingleton<TranscriptReader>();
        services.TryAddSingleton(new PieceCache(PieceCache.DefaultCapacity));
        services.AddSingleton<RequestRenderer>();
        services.AddSingleton<TokenEstimates>();
        services.AddSingleton<ModelCards>();
        services.AddSingleton<MechanicModel>();
        services.AddSingleton<ProviderHttp>();
        services.AddChoosing();
        services.AddSingleton<UnrecordedAnswers>();
        services.AddSingleton<WrittenSummary>();
        services.AddSingleton<Compactor>();
        services.AddSingleton<TriageCast>();
        services.AddLedger();
        services.AddSingleton<Func<CastModel, IModel>>(provider => model => Play(provider, model));
        builder.AddGateway();
        services.AddEndpoints(endpoints => endpoints
            .Work<AskModel, AskModelWork>(Endpoints.Router, limit: CallsAtOnce)
            .Work<ClassifySignal, ClassifySignalWork>(Endpoints.Router, limit: ClassificationsAtOnce)
            .Consumer<RecastMissionConsumer>(Endpoints.Router)
            .Work<ProbeModel, ProbeModelWork>(Endpoints.Router, limit: ProbesAtOnce)
            .Consumer<ProbeModelsConsumer>(Endpoints.Router));
    }

    /// <summary>The gateway for people's own tools, and the list of models for operators.</summary>
    public static void MapRouter(this WebApplication app)
    {
        app.MapGateway();
        app.MapListing();
    }

    /// <summary>Each request is in the ledger for itself, also the one that shows a model what was wrong with its answer.</summary>
    private static IModel Play(IServiceProvider provider, CastModel model) => model.Provider == Provider.Mechanic
        ? provider.GetRequiredService<MechanicModel>()
        : new RepairingModel(new LedgeredModel(ProviderModels.Create(provider, model), model, provider.GetRequiredService<CallLedger>(), provider.GetRequiredService<TranscriptReader>()), model);
}
