namespace Factory.SignalIntake.Deliveries;

/// <summary>
/// Bodies that this process has just stored, for when it judges them: the database need not unpack and send them back. At most 32 MB, the oldest go first;
/// what is not here is read.
/// </summary>
internal sealed class RecentBodies
{
    private const int MostBytes = 32 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, byte[]> _bodies = [];
    private readonly Queue<(Guid Id, int Bytes)> _order = [];
    private long _bytes;

    public void Keep(Delivery delivery)
    {
        lock (_lock)
        {
            _bodies[delivery.Id] = delivery.Body;
            _order.Enqueue((delivery.Id, delivery.Body.Length));
            _bytes += delivery.Body.Length;
            while (_bytes > MostBytes && _order.TryDequeue(out var oldest))
                Forget(oldest);
        }
    }

    /// <summary>Each is given once; null for one that is not here.</summary>
    public byte[]? Take(Guid id)
    {
        lock (_lock)
        {
            var found = _bodies.Remove(id, out var body) ? body : null;

            // Those that were taken leave the row when they are at its head, so that it does not grow while little comes.
            while (_order.TryPeek(out var oldest) && !_bodies.ContainsKey(oldest.Id))
                Forget(_order.Dequeue());
            return found;
        }
    }

    private void Forget((Guid Id, int Bytes) one)
    {
        _bodies.Remove(one.Id);
        _bytes -= one.Bytes;
    }
}
