using Factory.Contracts.Gateway;

namespace Factory.Router.Gateway.Forwarding;

/// <summary>How asking one model ended.</summary>
/// <param name="Error">What the provider said in place of an answer; null where it said nothing.</param>
/// <param name="Sent">Whether the provider may have begun to work: then it may ask to be paid.</param>
/// <param name="TimedOut">It took longer than it may.</param>
/// <param name="Reason">Why there is no answer, for people who run the factory; empty where there is one.</param>
internal sealed record Asked(GatewayOutcome Outcome, ProviderError? Error = null, bool Sent = true, bool TimedOut = false, string Reason = "")
{
    public static readonly Asked Answered = new(GatewayOutcome.Answered);
}
