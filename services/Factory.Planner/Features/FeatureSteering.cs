using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Contracts.Runs;
using Factory.Messaging;
using MassTransit;

namespace Factory.Planner.Features;

/// <summary>What people do to a feature through its mission: hold it, say something to its droids, change its limits.</summary>
internal sealed class FeatureSteering
{
    /// <summary>The order with what came before it: limits, and what was said, which the feature keeps.</summary>
    public static StartFeature WithEarly(FeatureState feature, StartFeature start)
    {
        feature.Said = [.. (start.Said ?? []).Concat(feature.Said).DistinctBy(said => said.NoteId)];
        return feature.Limited is { } limited ? start with { Limits = limited.Limits } : start;
    }

    /// <summary>What a run that is ordered now may spend: the feature's money is for all of its runs together, for those of later attempts and reviews what the earlier ones left.</summary>
    public static MissionLimits Left(FeatureState feature) => feature.Start.Limits with { Usd = Math.Max(0, feature.Start.Limits.Usd - feature.Spent.Usd) };

    public void Pause(BehaviorContext<FeatureState, PauseFeature> context)
    {
        var feature = context.Saga;
        (feature.Paused, feature.SteeredAt) = (true, context.Message.At);
        foreach (var (endpoint, run) in FeatureSteps.Runs(feature))
            context.Heart().Send(endpoint, new PauseRun(run, feature.SteeredAt));
    }

    public void Resume(BehaviorContext<FeatureState, ResumeFeature> context)
    {
        var feature = context.Saga;
        (feature.Paused, feature.SteeredAt) = (false, context.Message.At);
        foreach (var (endpoint, run) in FeatureSteps.Runs(feature))
            context.Heart().Send(endpoint, new ResumeRun(run, feature.SteeredAt));
    }

    public void Hear(BehaviorContext<FeatureState, SayToFeature> context)
    {
        var (feature, said) = (context.Saga, context.Message);
        if (feature.Said.Exists(known => known.NoteId == said.NoteId))
            return;
        feature.Said.Add(new Said(said.NoteId, said.By, said.Text));
        foreach (var (endpoint, run) in UnderWay(feature))
            context.Heart().Send(endpoint, new SayToRun(run, said.NoteId, said.By, said.Text));
    }

    public void Limit(BehaviorContext<FeatureState, LimitFeature> context)
    {
        var (feature, asked) = (context.Saga, context.Message);
        feature.Limited = asked;
        if (feature.Start is not null)
            feature.Start = feature.Start with { Limits = asked.Limits };
        foreach (var (endpoint, run) in UnderWay(feature))
            context.Heart().Send(endpoint, new LimitRun(run, new RunLimits(asked.Limits.Time, asked.Limits.Turns, Left(feature).Usd), asked.At));
    }

    /// <summary>A feature that is held between two steps has none: what is said to it and limited then comes with the next order, and would be said twice.</summary>
    internal static IEnumerable<(string Endpoint, Guid RunId)> UnderWay(FeatureState feature) => feature.CurrentState == nameof(FeatureStateMachine.Paused) ? [] : FeatureSteps.Runs(feature);

    public bool IsLatest(BehaviorContext<FeatureState, PauseFeature> context) => context.Message.At >= context.Saga.SteeredAt;

    public bool IsLatest(BehaviorContext<FeatureState, ResumeFeature> context) => context.Message.At >= context.Saga.SteeredAt;

    public bool IsLatest(BehaviorContext<FeatureState, LimitFeature> context) => context.Saga.Limited is not { } known || context.Message.At >= known.At;
}
