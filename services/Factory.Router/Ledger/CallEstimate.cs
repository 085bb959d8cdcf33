using System.Runtime.InteropServices;

namespace Factory.Router.Ledger;

/// <summary>What a call may cost.</summary>
/// <param name="Usd">If it takes all the output that it may.</param>
/// <param name="LeastUsd">If it answers as little as is of use: with less left it is not made.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CallEstimate(decimal Usd, decimal LeastUsd, long Tokens, long LeastTokens);
