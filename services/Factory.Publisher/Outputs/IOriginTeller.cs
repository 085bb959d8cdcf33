using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;

namespace Factory.Publisher.Outputs;

/// <summary>
/// One kind of place that signals come from: an issue of a forge, a thread of a chat, a ticket. Telling is done under a lock of the mission's, in the order of
/// the steps; it is done again where it may have happened unrecorded.
/// </summary>
internal interface IOriginTeller
{
    /// <summary>Whether the origin is of this kind.</summary>
    bool Takes(Origin origin);

    /// <summary>Writes the mission's one message there, or edits it.</summary>
    /// <param name="known">What the last telling that was recorded gave; null for the first, and where it was never recorded: then a message that bears the mission's marker is looked for.</param>
    /// <exception cref="OutputNotAllowed">It is refused, by policy or by the other side, and trying again is of no use.</exception>
    /// <exception cref="AskLater">The other side asks for patience.</exception>
    Task<Applied> Tell(TellOrigin telling, Applied? known, CancellationToken ct);

    /// <summary>Acknowledges a signal. Reacting twice is reacting once.</summary>
    /// <exception cref="OutputNotAllowed">As of <see cref="Tell"/>.</exception>
    /// <exception cref="AskLater">As of <see cref="Tell"/>.</exception>
    Task<Applied> React(React reaction, CancellationToken ct);
}
