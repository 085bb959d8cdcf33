using Factory.History;
using Factory.Messaging.Leases;
using Factory.Messaging.Nodes;
using Factory.Messaging.Outbox;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Factory.Messaging;

/// <summary>What every transaction works with.</summary>
internal sealed record HeartParts(
    NpgsqlDataSource Database,
    EventStore Events,
    BlobStore Blobs,
    OutboxPump Pump,
    NodeIdentity Node,
    LeaseSignal Leases,
    LeaseBeginnings Beginnings,
    BusTransport Transport,
    IOptions<HeartOptions> Options,
    TimeProvider Time);
