using Factory.Contracts;
using Factory.Contracts.Planning;
using Factory.Contracts.Research;
using Factory.Droids;
using Factory.Droids.Evidencing;
using Factory.Droids.Roles;
using Factory.Messaging;
using Factory.Planner.Features;
using Factory.Planner.Missions;
using Factory.Planner.Planning;
using Factory.Planner.PullRequests;
using Factory.Planner.Researching;
using Factory.Planner.Telling;

namespace Factory.Planner;

/// <summary>The mission and feature sagas, the gate, and the droids that plan and that answer questions.</summary>
public static class PlannerSetup
{
    public static void AddPlanner(this IHostApplicationBuilder builder)
    {
        builder.AddDroidRole<PlannerRole, PlanMission, PlannerResult>("planner", Endpoints.Planner);
        builder.AddDroidRole<ResearchRole, AnswerQuestion, ResearchResult>("research", Endpoints.Research);
        builder.Services.AddSingleton<EvidenceVerifier>().AddSingleton<MissionSteps>().AddSingleton<MissionSteering>().AddSingleton<MissionResearch>().AddSingleton<OriginTeller>().AddSingleton<PullRequestLife>().AddSingleton<Reworking>().AddSingleton(PullRequestRules.Read(builder.Configuration)).AddSingleton<FeatureSteps>().AddSingleton<FeatureSteering>();
        builder.Services.AddEndpoints(endpoints => endpoints
            .Saga<MissionStateMachine, MissionState>(Endpoints.Missions)
            .Saga<FeatureStateMachine, FeatureState>(Endpoints.Features));
    }
}
