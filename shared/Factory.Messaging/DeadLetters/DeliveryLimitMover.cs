using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Factory.Messaging.DeadLetters;

/// <summary>Moves what RabbitMQ gave up (a message that was delivered too often) into the table of dead letters.</summary>
internal sealed class DeliveryLimitMover(BusTransport.RabbitMq transport, DeadLetterStore store, ILogger<DeliveryLimitMover> log) : BackgroundService
{
    /// <summary>The exchange that all endpoints give their dead letters to, and the queue behind it.</summary>
    public const string Name = "factory-dead-letters";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogWarning("Dead letters of the broker are not read at the moment: {Reason}", error.Message);
                await Task.Delay(Patience, stoppingToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private async Task Listen(CancellationToken ct)
    {
        var factory = new ConnectionFactory { Uri = transport.Address, AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync("dead letters", ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await Declare(channel, ct);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, _) => Task.FromResult(closed.TrySetResult());
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => Move(channel, delivery, ct);
        await channel.BasicConsumeAsync(Name, autoAck: false, consumer, ct);
        await closed.Task.WaitAsync(ct);
    }

    private static async Task Declare(IChannel channel, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(Name, ExchangeType.Fanout, durable: true, cancellationToken: ct);
        var quorum = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, quorum, cancellationToken: ct);
        await channel.QueueBindAsync(Name, Name, "", cancellationToken: ct);
        await channel.BasicQosAsync(0, 8, global: false, ct);
    }

    private async Task Move(IChannel channel, BasicDeliverEventArgs delivery, CancellationToken ct)
    {
        await store.Store(Letter(delivery), ct);
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, ct);
    }

    private static DeadMessage Letter(BasicDeliverEventArgs delivery)
    {
        var headers = (delivery.BasicProperties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal))
            .ToDictionary(header => header.Key, header => Text(header.Value), StringComparer.Ordinal);
        var queue = headers.GetValueOrDefault("x-first-death-queue") ?? delivery.Exchange;
        var reason = headers.GetValueOrDefault("x-first-death-reason") ?? "unknown";
        return new DeadMessage(
            Guid.TryParse(delivery.BasicProperties.MessageId, out var id) ? id : null,
            queue, delivery.Body.ToArray(), delivery.BasicProperties.ContentType, headers,
            "DeliveryLimit", $"The broker gave the message up ({reason}): it was delivered too often without an acknowledgement.");
    }

    private static string? Text(object? value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString();
}
