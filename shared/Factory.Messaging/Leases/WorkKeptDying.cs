namespace Factory.Messaging.Leases;

/// <summary>The work was begun as often as it may be, and each time its process ended before anything was recorded.</summary>
public sealed class WorkKeptDying(string lane, int attempts)
    : Exception($"The work on {lane} was begun {attempts} times, and each time its process ended before it was done. It is not begun again.");
