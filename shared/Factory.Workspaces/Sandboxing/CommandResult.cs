namespace Factory.Workspaces.Sandboxing;

/// <summary>Why a command was killed before it ended by itself.</summary>
public enum KillReason
{
    None = 0,
    Time = 1,
    Memory = 2,
    Processes = 3,
    Disk = 4,
    Output = 5,
}

/// <summary>How a command ended. A command that fails is a result, not an exception.</summary>
/// <param name="ExitCode">Its exit code; 128 + signal where a signal ended it; 127 where the program was not found; 137 where it was killed by a limit.</param>
/// <param name="Output">Standard output and error together, in the order they came, as text with invalid bytes replaced; the middle cut where it is long.</param>
/// <param name="WholeOutput">The same as raw bytes, whole up to <see cref="SandboxLimits.OutputKept"/>.</param>
/// <param name="OutputBytes">Bytes the command wrote, kept or not.</param>
/// <param name="Seconds">Wall-clock time.</param>
/// <param name="Killed">Which limit ended it.</param>
public sealed record CommandResult(int ExitCode, string Output, ReadOnlyMemory<byte> WholeOutput, long OutputBytes, double Seconds, KillReason Killed)
{
    /// <summary>The time limit ended it.</summary>
    public bool TimedOut => Killed == KillReason.Time;

    /// <summary>It ended by itself with exit code 0.</summary>
    public bool Succeeded => ExitCode == 0 && Killed == KillReason.None;
}
