using System.Runtime.InteropServices;

namespace Factory.Router.Ledger;

/// <summary>What <see cref="Slices.Reserve"/> says.</summary>
/// <param name="Reservation">Null when a budget does not allow the call.</param>
/// <param name="Refusal">Then for people: which budget, and what to do.</param>
/// <param name="MayComeBack">Calls under way hold what is lacking: it is worth trying again in a moment.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SliceAnswer(SliceReservation? Reservation, string? Refusal, bool MayComeBack);
