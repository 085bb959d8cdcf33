using Factory.History;
using Factory.Messaging;

namespace Factory.Benchmarks.Line;

/// <summary>A running line, and a way in for a benchmark.</summary>
internal interface ILine : IAsyncDisposable
{
    Heart Heart { get; }

    BlobStore Blobs { get; }
}
