namespace Factory.SignalIntake.Triage;

/// <summary>How a model is asked what a source's deliveries ask for, where rules do not decide and somebody is cast for it.</summary>
/// <param name="Confidence">From how sure a model must be; with less a person decides.</param>
/// <param name="Usd">What one answer may cost at most, in US dollars.</param>
/// <param name="Patience">How long an answer is waited for.</param>
internal sealed record TriageRules(double Confidence, decimal Usd, TimeSpan Patience)
{
    public static readonly TriageRules Default = new(0.7, 0.05m, TimeSpan.FromMinutes(2));
}
