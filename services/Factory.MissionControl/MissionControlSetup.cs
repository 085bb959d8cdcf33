using Factory.History;
using Factory.MissionControl.Blobs;
using Factory.MissionControl.Costs;
using Factory.MissionControl.DeadLetters;
using Factory.MissionControl.Missions;
using Factory.MissionControl.Models;
using Factory.MissionControl.Projections;
using Factory.MissionControl.Runs;
using Factory.MissionControl.Steering;
using Factory.MissionControl.Timelines;
using Factory.MissionControl.Tokens;
using Factory.MissionControl.Transfer;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl;

/// <summary>What people and their programs see of missions, and how they steer them. A team sees its own only.</summary>
public static class MissionControlSetup
{
    public static void AddMissionControl(this IHostApplicationBuilder builder)
    {
        builder.AddOwnToken();
        builder.Services.AddProjections();
        builder.Services.AddSingleton<MissionReader>();
    }

    public static void MapMissionControl(this WebApplication app)
    {
        var api = app.MapGroup("").RequireToken();
        api.MapGet("/missions", ListMissions.Handle);
        api.MapGet("/missions/{id}", ShowMission.Handle);
        api.MapGet("/missions/{id}/timeline", ReadTimeline.Handle);
        api.MapGet("/missions/{id}/events", FollowEvents.Handle);
        api.MapGet("/missions/{id}/runs", ListRuns.Handle);
        api.MapGet("/costs", ReadCosts.Handle);
        api.MapPost("/models/probe", StartProbe.Handle);
        api.MapGet("/models/probes/{id:guid}", ReadCards.One);
        api.MapGet("/models/cards", ReadCards.All);
        api.MapGet("/runs/{id}/transcript", ReadTranscript.Handle);
        api.MapPost("/missions/{id}/cancel", SteerMission.Cancel);
        api.MapPost("/missions/{id}/pause", SteerMission.Pause);
        api.MapPost("/missions/{id}/resume", SteerMission.Resume);
        api.MapPost("/missions/{id}/say", SayToDroids.Handle);
        api.MapPost("/missions/{id}/limits", ChangeLimits.Handle);
        api.MapPost("/missions/{id}/recast", RecastDroids.Handle);
        api.MapGet("/missions/{id}/export", ExportMission.Handle);
        api.MapPost("/missions/import", ImportMission.Handle);
        api.MapGet("/blobs/{id:guid}", ReadBlob.Handle);
        api.MapDelete("/blobs/{id:guid}", EraseBlob.Handle);
        api.MapPost("/missions/{id}/erase", EraseText.Handle);
        api.MapGet("/dead-letters", ListDeadLetters.Handle);
        api.MapPost("/dead-letters/{id:guid}/retry", RetryDeadLetter.Handle);
        api.MapPost("/projections/{name}/rebuild", RebuildProjection.Handle);
        api.MapPost("/tokens", CreateToken.Handle);
        api.MapGet("/tokens", ListTokens.Handle);
        api.MapPost("/tokens/revoke", RevokeToken.Handle);
    }
}
