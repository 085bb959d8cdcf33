namespace Factory.Messaging.Outbox;

/// <summary>The claim check: what travels in place of a body that stays in the database.</summary>
internal static class LargeBody
{
    /// <summary>Its value is the message's id, under which the body is stored.</summary>
    public const string Header = "Factory-Large-Body";

    /// <summary>Bodies above this many bytes stay in the database.</summary>
    public const int MostInOutbox = 256 * 1024;

    public static readonly byte[] Stub = "{}"u8.ToArray();
}
