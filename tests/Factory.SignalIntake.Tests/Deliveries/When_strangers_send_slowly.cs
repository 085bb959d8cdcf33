using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.SignalIntake.Tests.Deliveries;

public sealed class When_strangers_send_slowly : IDisposable
{
    private const int Announced = 25 * 1024 * 1024;

    private readonly string _file = Path.GetTempFileName();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SkippedTime _time = new();
    private readonly ReceiveDelivery _receive;

    public When_strangers_send_slowly()
    {
        File.WriteAllText(_file, "sources:\n  github:\n    kind: github\n    secretEnvironment: PATH\n    repository: /srv/git/shop.git\n");
        _receive = new ReceiveDelivery(SignalSources.Read(_file), new SourceSecrets(_time), new DeliveryWriter(null!, null!, null!), _services.GetRequiredService<IMeterFactory>(), _time);
    }

    public void Dispose()
    {
        File.Delete(_file);
        _services.Dispose();
    }

    [Theory]
    [InlineData((long)Announced)]
    [InlineData(null)]
    public async Task What_they_announce_takes_no_room_and_their_time_ends(long? announced)
    {
        var slow = Enumerable.Range(0, 50).Select(_ => Status(new Pipe().Reader.AsStream(), announced)).ToList();

        Assert.Equal(StatusCodes.Status401Unauthorized, await Status(new MemoryStream("{}"u8.ToArray()), 2));
        Assert.All(slow, one => Assert.False(one.IsCompleted));

        _time.Skip();
        Assert.All(await Task.WhenAll(slow), status => Assert.Equal(StatusCodes.Status408RequestTimeout, status));
    }

    [Theory]
    [InlineData(Announced, true, StatusCodes.Status401Unauthorized)]
    [InlineData(Announced, false, StatusCodes.Status401Unauthorized)]
    [InlineData(Announced + 1, true, StatusCodes.Status413PayloadTooLarge)]
    [InlineData(Announced + 1, false, StatusCodes.Status413PayloadTooLarge)]
    public async Task The_largest_is_read_and_a_larger_one_is_not(int size, bool announced, int status) =>
        Assert.Equal(status, await Status(new MemoryStream(new byte[size]), announced ? size : null));

    private async Task<int?> Status(Stream body, long? length)
    {
        var context = new DefaultHttpContext();
        (context.Request.Body, context.Request.ContentLength) = (body, length);
        return (await _receive.Handle("github", context, CancellationToken.None) as IStatusCodeHttpResult)?.StatusCode;
    }

    /// <summary>Timers fire when the test says so.</summary>
    private sealed class SkippedTime : TimeProvider
    {
        private readonly List<Action> _due = [];

        public void Skip() => _due.ToList().ForEach(callback => callback());

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var isStopped = false;
            _due.Add(() =>
            {
                if (!isStopped)
                    callback(state);
            });
            return new Timer(() => isStopped = true);
        }

        private sealed class Timer(Action stop) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => stop();

            public ValueTask DisposeAsync()
            {
                stop();
                return ValueTask.CompletedTask;
            }
        }
    }
}
