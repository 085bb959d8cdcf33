using MassTransit;
using MassTransit.RetryPolicies;

namespace Factory.Messaging.Consuming;

/// <summary>
/// What fails because the database is away waits for it; what lost a race tries again at once; what fails for a reason of its own has a few
/// retries and then becomes a dead letter.
/// </summary>
internal sealed class HeartRetryPolicy(HeartOptions options) : IRetryPolicy
{
    /// <summary>A message that loses this many races in a row does not meet a race.</summary>
    private const int MostConflicts = 100;

    public RetryPolicyContext<T> CreatePolicyContext<T>(T context)
        where T : class, PipeContext => new PolicyContext<T>(this, context);

    public bool IsHandled(Exception exception) => true;

    public void Probe(ProbeContext context) => context.CreateFilterScope("heart-retry");

    private static TimeSpan Wait(FailureKind kind, int count, TimeSpan first) => kind switch
    {
        FailureKind.Away => TimeSpan.FromMilliseconds(Math.Min(2000, 100 * Math.Pow(2, Math.Min(count, 10)))),
        FailureKind.Conflict => TimeSpan.FromMilliseconds(count == 1 ? 0 : Random.Shared.Next(1, Math.Min(count * 5, 100))),
        _ => first * Math.Pow(4, count - 1),
    };

    private sealed class PolicyContext<T>(HeartRetryPolicy policy, T context) : BaseRetryPolicyContext<T>(policy, context)
        where T : class, PipeContext
    {
        private readonly T _context = context;
        private readonly HeartRetryPolicy _policy = policy;

        public override bool CanRetry(Exception exception, out RetryContext<T> retryContext)
        {
            var first = new Attempt<T>(_policy, _context, exception, 0, Failures.None, CancellationToken);
            return first.CanRetry(exception, out retryContext);
        }

        protected override RetryContext<T> CreateRetryContext(Exception exception, CancellationToken cancellationToken) =>
            new Attempt<T>(_policy, _context, exception, 0, Failures.None, cancellationToken);
    }

    /// <param name="Aways">How often the database was away.</param>
    /// <param name="Conflicts">How many races were lost.</param>
    /// <param name="Others">How often the handling failed for a reason of its own.</param>
    private sealed record Failures(int Aways, int Conflicts, int Others, FailureKind Last)
    {
        public static readonly Failures None = new(0, 0, 0, FailureKind.Own);

        public Failures And(FailureKind kind) => kind switch
        {
            FailureKind.Away => this with { Aways = Aways + 1, Last = kind },
            FailureKind.Conflict => this with { Conflicts = Conflicts + 1, Last = kind },
            _ => this with { Others = Others + 1, Last = kind },
        };

        public int OfLast => Last switch { FailureKind.Away => Aways, FailureKind.Conflict => Conflicts, _ => Others };
    }

    private sealed class Attempt<T>(HeartRetryPolicy policy, T context, Exception exception, int count, Failures failures, CancellationToken ct)
        : BaseRetryContext<T>(context, exception, count, ct), RetryContext<T>
        where T : class, PipeContext
    {
        public override TimeSpan? Delay => Wait(failures.Last, failures.OfLast, policy.Options.RetryDelay);

        public bool CanRetry(Exception exception, out RetryContext<T> retryContext)
        {
            var now = failures.And(Failure.KindOf(exception));
            retryContext = new Attempt<T>(policy, Context, exception, now.Aways + now.Conflicts + now.Others - 1, now, CancellationToken);
            return now.Others <= policy.Options.Retries && now.Conflicts <= MostConflicts;
        }
    }

    private HeartOptions Options => options;
}
