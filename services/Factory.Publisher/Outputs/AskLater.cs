namespace Factory.Publisher.Outputs;

/// <summary>The other side asks for patience: the work's lease ends, and it is asked for again at this time.</summary>
internal sealed class AskLater(DateTimeOffset at, string why) : Exception(why)
{
    public DateTimeOffset At => at;
}
