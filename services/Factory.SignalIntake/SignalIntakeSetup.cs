using Factory.Contracts;
using Factory.Messaging;
using Factory.ServiceDefaults.Tokens;
using Factory.SignalIntake.Alike;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Jobs;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Reading;
using Factory.SignalIntake.Receiving;
using Factory.SignalIntake.Slack;
using Factory.SignalIntake.Sources;
using Factory.SignalIntake.Triage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Factory.SignalIntake;

/// <summary>What arrives by HTTP: stored before it is judged, judged before it becomes a mission.</summary>
public static class SignalIntakeSetup
{
    /// <exception cref="Settings.SettingsFileException">The signals file is malformed, or a secret that it names is not there.</exception>
    public static void AddSignalIntake(this IHostApplicationBuilder builder)
    {
        builder.AddOwnToken();
        var services = builder.Services;
        services.AddSingleton(SignalSources.Read(builder.Configuration));
        services.AddSingleton<SignalStore>().AddSingleton<Intake>().AddSingleton<SignalSteps>();
        services.AddSingleton<DeliveryStore>().AddSingleton<SourceSecrets>().AddSingleton<ReceiveDelivery>().AddSingleton<DeliveryWriter>().AddSingleton<JudgingQueue>().AddSingleton<RecentBodies>();
        services.AddSingleton<DeliveryJudge>().AddSingleton<DeliveryJudging>().AddSingleton<WishJudge>().AddSingleton<JobJudge>().AddSingleton<TriageJudge>().AddSingleton<Similarity>();
        // Stopped in the opposite order: what the writer still stores is still asked for.
        services.AddHostedService(provider => provider.GetRequiredService<JudgingQueue>());
        services.AddSingleton<SlackMissions>().AddSingleton<ThreadContext>();
        services.AddHostedService(provider => provider.GetRequiredService<DeliveryWriter>());
        services.AddHostedService<DeliveryCleaner>();
        services.AddSingleton<DeliverySweep>().AddHostedService(provider => provider.GetRequiredService<DeliverySweep>());
        services.AddEndpoints(endpoints => endpoints.Saga<SignalStateMachine, SignalState>(Endpoints.Signals).Consumer<JudgeDeliveriesConsumer>(Endpoints.Signals)
            .Consumer<HandInDeliveryConsumer>(Endpoints.Signals)
            .Consumer<AuthorLookedUpConsumer>(Endpoints.Signals)
            .Consumer<ChatThreadReadConsumer>(Endpoints.Signals)
            .Consumer<SignalClassifiedConsumer>(Endpoints.Signals)
            .Consumer<JobLogReadConsumer>(Endpoints.Signals)
            .Consumer<RerunAnsweredConsumer>(Endpoints.Signals));
    }

    public static void MapSignalIntake(this WebApplication app)
    {
        var signals = app.MapGroup("/signals").RequireToken();
        signals.MapPost("", ReceiveSignal.Handle);
        signals.MapGet("", ListSignals.Handle);
        signals.MapGet("{id}", ReadSignal.Handle);
        signals.MapPost("{id:guid}/replay", ReplaySignal.Handle);

        // Webhooks prove themselves.
        app.MapPost("/hooks/{source}", (string source, HttpContext context, ReceiveDelivery receive, CancellationToken ct) => receive.Handle(source, context, ct));
    }
}
