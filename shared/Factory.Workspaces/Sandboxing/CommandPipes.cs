using System.IO.Pipelines;

namespace Factory.Workspaces.Sandboxing;

/// <summary>A conversation with a command: what is said to it, and what it says, as it comes. Messages of its standard error are not part of it.</summary>
internal sealed class CommandPipes
{
    private readonly Pipe input = new();
    private readonly Pipe output = new();

    public Stream Input => input.Writer.AsStream();

    public Stream Output => output.Reader.AsStream();

    public async Task Feed(Stream command)
    {
        try
        {
            while (true)
            {
                var read = await input.Reader.ReadAsync();
                foreach (var part in read.Buffer)
                    await command.WriteAsync(part);
                await command.FlushAsync();
                input.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    break;
            }

            command.Close();
        }
        catch (IOException)
        {
            // It ended without reading all.
        }
    }

    /// <summary>Waits until it was taken.</summary>
    public async ValueTask Say(ReadOnlyMemory<byte> said) => await output.Writer.WriteAsync(said);

    /// <summary>The command has ended: nothing more is said on either side.</summary>
    public void End()
    {
        output.Writer.Complete();
        input.Writer.Complete();
        output.Reader.CancelPendingRead();
    }
}
