namespace Factory.ScriptedModel;

/// <summary>Cuts arguments into pieces, as models write them.</summary>
internal static class Fragments
{
    private const int Length = 7;

    /// <summary>The pieces of all calls: one call after the other, or a piece of each in turn.</summary>
    public static IEnumerable<(int Call, string Piece)> Of(Reply reply)
    {
        var pieces = reply.Calls.SelectMany((call, index) => Split(call.Arguments).Select((piece, at) => (index, at, piece)));
        return (reply.IsInterleaved ? pieces.OrderBy(piece => piece.at) : pieces).Select(piece => (piece.index, piece.piece));
    }

    public static IEnumerable<string> Split(string text) => text.Length == 0 ? [] : text.Chunk(Length).Select(letters => new string(letters));
}
