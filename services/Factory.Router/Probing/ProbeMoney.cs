using Factory.Contracts.Runs;
using Factory.Router.Casting;
using Factory.Router.Ledger;
using Factory.Router.Models;

namespace Factory.Router.Probing;

/// <summary>The money of trying a model: each question is reserved before it is asked, for the team that wants to know, and settled by what the provider counted.</summary>
internal sealed class ProbeMoney(CallLedger ledger, CastModel model, string team)
{
    /// <summary>What questions are shown under.</summary>
    private const string Role = "probe";

    /// <summary>What has been spent so far.</summary>
    public Spending Spent { get; private set; } = Spending.None;

    /// <param name="most">What the question may use.</param>
    /// <exception cref="ModelFailure">No answer, or a budget does not allow the question.</exception>
    public async Task<T> Pay<T>(Usage most, Func<Task<(T Answer, Usage Usage)>> ask, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var (usd, tokens) = (model.Price.Of(most), most.InputTokens + most.OutputTokens);
        await ledger.ReserveAlone(id, team, Role, model, new CallEstimate(usd, usd, tokens, tokens), ct);

        // Until something else is known: whoever is cut off in the middle may have to pay it all.
        var used = most;
        try
        {
            var (answer, counted) = await ask();
            used = UsageCheck.Sane(counted, most, model);
            return answer;
        }
        catch (ModelFailure failure)
        {
            used = failure.Spent is { } counted ? UsageCheck.Sane(counted, most, model) : null;
            throw;
        }
        finally
        {
            ledger.End(id, used is null ? null : Count(used));
        }
    }

    private LedgerUse Count(Usage used)
    {
        var usd = model.Price.Of(used);
        Spent += new Spending(usd, used.InputTokens + used.OutputTokens, 1);
        return LedgerUse.Of(usd, used);
    }
}
