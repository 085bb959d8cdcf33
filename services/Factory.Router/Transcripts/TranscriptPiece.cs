using System.Runtime.InteropServices;

namespace Factory.Router.Transcripts;

internal enum PieceKind
{
    /// <summary>The role's rules: the system prompt.</summary>
    Rules = 1,

    /// <summary>What the run is to do: the first thing a user says.</summary>
    Task = 2,

    /// <summary>What stands for turns that were compacted: said by a user.</summary>
    Summary = 3,

    /// <summary>An answer and the results of its calls.</summary>
    Turn = 4,

    /// <summary>What a person or the factory said between two turns: said by a user.</summary>
    Note = 5,

    /// <summary>What the repository says of a part of it, where the result that told it first is no longer shown: said by a user.</summary>
    Guidance = 6,
}

/// <summary>One part of what a model is shown, as references to blobs. Parts never change once they are there, so what is rendered from one may be kept.</summary>
/// <param name="First">The text; of a turn the answer.</param>
/// <param name="Results">Of a turn the results of its calls; null for none.</param>
/// <param name="CutTo">Characters that remain of each result; null for all.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TranscriptPiece(PieceKind Kind, Guid First, Guid? Results = null, int? CutTo = null);
