using Factory.Router.Casting;
using Factory.Router.Models;
using Polly;
using Polly.Retry;

namespace Factory.Router.Choosing;

/// <summary>How often and after what time a failed call is made again.</summary>
internal static class Patience
{
    /// <summary>A provider that wants more than this is not waited for: the next model is asked.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private const int TimeOutsAtMost = 2;

    public static ResiliencePipeline For(CastModel model, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        return model.Attempts < 2 ? builder.Build() : builder.AddRetry(Retry(model)).Build();
    }

    private static RetryStrategyOptions Retry(CastModel model) => new()
    {
        MaxRetryAttempts = model.Attempts - 1,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = model.RetryDelay,
        MaxDelay = LongestWait,
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is ModelFailure failure && MayPass(failure, arguments.AttemptNumber + 1)),
        DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as ModelFailure)?.RetryAfter + Spread(model)),
    };

    /// <summary>Calls that a provider refused at once, and told the same time, do not all come back at once; and one that says "now" is not hammered.</summary>
    private static TimeSpan Spread(CastModel model) => model.RetryDelay * (0.5 + Random.Shared.NextDouble());

    private static bool MayPass(ModelFailure failure, int attempts) => failure.Kind switch
    {
        FailureKind.RateLimited or FailureKind.Overloaded or FailureKind.Broken => failure.RetryAfter is not { } wait || wait <= LongestWait,
        FailureKind.TimedOut => attempts < TimeOutsAtMost,
        _ => false,
    };
}
