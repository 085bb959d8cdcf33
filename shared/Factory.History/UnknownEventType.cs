namespace Factory.History;

/// <summary>History holds an event of a type that this version of the software does not know.</summary>
public sealed class UnknownEventType : Exception
{
    internal UnknownEventType(string alias, Guid stream, long version)
        : base($"Event {version} of stream {stream} is of type '{alias}', which this version does not know. A newer version wrote it: update this service, or register the type with EventTypes.")
        => Alias = alias;

    /// <summary>The alias as stored.</summary>
    public string Alias { get; }
}
