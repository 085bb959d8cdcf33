using Factory.Contracts;
using Factory.Messaging;
using Factory.ServiceDefaults.Tokens;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Reading;
using Factory.SignalIntake.Receiving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Factory.SignalIntake;

/// <summary>What arrives by HTTP: stored before it is judged, judged before it becomes a mission.</summary>
public static class SignalIntakeSetup
{
    public static void AddSignalIntake(this IHostApplicationBuilder builder)
    {
        builder.AddOwnToken();
        builder.Services.AddSingleton<SignalStore>().AddSingleton<Intake>().AddSingleton<SignalSteps>();
        builder.Services.AddEndpoints(endpoints => endpoints.Saga<SignalStateMachine, SignalState>(Endpoints.Signals));
    }

    public static void MapSignalIntake(this WebApplication app)
    {
        var signals = app.MapGroup("/signals").RequireToken();
        signals.MapPost("", ReceiveSignal.Handle);
        signals.MapGet("{id}", ReadSignal.Handle);
    }
}
