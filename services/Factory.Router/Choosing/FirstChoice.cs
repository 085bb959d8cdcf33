using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Factory.Contracts.Runs;
using Factory.Router.Casting;

namespace Factory.Router.Choosing;

/// <summary>Which of the models that may be asked is asked first.</summary>
/// <param name="weighed">In the order of the policy.</param>
/// <param name="explore">The share of first choices that another than the best is given.</param>
internal sealed class FirstChoice(IReadOnlyList<CastModel> weighed, double explore, AskModel ask)
{
    public CastModel? Best => weighed.Count > 0 ? weighed[0] : null;

    /// <param name="stronger">Where the run struggles: whom it may be given, the next step first.</param>
    /// <param name="stay">Who answered the last turn by the same settings; null for nobody.</param>
    public (IReadOnlyList<CastModel> Order, string Why, double Probability) Decide(IReadOnlyList<CastModel> stronger, string? stay)
    {
        if (stronger.Count > 0)
        {
            // A step beyond the last is the last: a run cannot ask for more than the settings name.
            var step = Math.Min(ask.Escalation, stronger.Count) - 1;
            return (Order([.. stronger.Skip(step), .. stronger.Take(step).Reverse()]), string.Create(CultureInfo.InvariantCulture, $"the run struggled {ask.Escalation} times: a stronger model"), 1);
        }

        if (weighed.Count == 0)
            return ([], "no model of the role may be asked", 1);
        if (ask.Escalation <= 0 && weighed.FirstOrDefault(model => model.Name == stay) is { } same)
            return (Order([same]), "stays with the model of the last turn, whose cache is warm", 1);
        if (explore <= 0 || weighed.Count == 1 || ask.Escalation > 0)
            return (weighed, ask.Escalation > 0 ? "the run struggled, and no stronger model may be asked" : "the role's best by its policy", 1);
        var chance = Chance(ask.RunId, ask.Turn);
        if (chance >= explore)
            return (weighed, "the role's best by its policy", 1 - explore);
        var other = weighed[1 + (int)(chance / explore * (weighed.Count - 1))];
        return (Order([other]), string.Create(CultureInfo.InvariantCulture, $"tried to learn about it, as {explore:P0} of the runs are"), explore / (weighed.Count - 1));
    }

    private List<CastModel> Order(IReadOnlyList<CastModel> first) => [.. first.Concat(weighed).DistinctBy(model => model.Name)];

    /// <summary>From 0 up to 1, the same for the same turn whichever replica asks.</summary>
    private static double Chance(Guid run, int turn)
    {
        Span<byte> text = stackalloc byte[20];
        run.TryWriteBytes(text, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(text[16..], turn);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1d);
    }
}
