namespace Factory.Messaging;

/// <summary>How the heart behaves. The defaults hold for every host; tests shorten the times.</summary>
public sealed class HeartOptions
{
    /// <summary>Messages that one endpoint of one process handles at a time, and takes from the broker before they are acknowledged. Default 16.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>Times that a process ends while it handles a message that had come again, before that message becomes a dead letter. Default 3.</summary>
    public int CrashLimit { get; set; } = 3;

    /// <summary>
    /// Deliveries after which RabbitMQ gives up a message that was never acknowledged: the last resort for what ends a process before <see cref="CrashLimit"/> can count it.
    /// What merely waited beside such a message is counted too, so far above it. Default 100.
    /// </summary>
    public int DeliveryLimit { get; set; } = 100;

    /// <summary>Retries of a message whose handling failed for a reason of its own, before it becomes a dead letter. Default 3.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>The wait before the first of these retries; each further one is four times longer. Default 100 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Messages that one process has on their way to the broker at a time. Default 64.</summary>
    public int UnderWay { get; set; } = 64;

    /// <summary>How often a process looks for messages that are due or were left behind. Default 1 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two attempts to deliver to an endpoint that is not there. Default 30 s.</summary>
    public TimeSpan LongestBackOff { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the inbox remembers a message. Default 30 days.</summary>
    public TimeSpan InboxRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Faults that tests ask for. Default null: none.</summary>
    public FaultInjection? Faults { get; set; }
}
