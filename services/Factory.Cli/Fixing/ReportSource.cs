using System.Text;
using Factory.SignalIntake.Receiving;

namespace Factory.Cli.Fixing;

/// <summary>Where a report comes from: the command line, a file, or standard input.</summary>
internal static class ReportSource
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="UsageException">There is no readable text.</exception>
    public static string Read(string? text, string? file)
    {
        if (text is not null && file is not null)
            throw new UsageException("Give the report either as --report TEXT or as --file FILE, not both.");
        if (text is not null)
            return text;
        if (file is null)
            throw new UsageException("The report is missing: give --report TEXT, or --file FILE ('-' for standard input).");
        var bytes = file == "-" ? Bounded(Console.OpenStandardInput(), "standard input") : ReadFile(file);
        try
        {
            return Strict.GetString(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"The report {file} is binary: it is not text in UTF-8. Give a text file.");
        }
    }

    private static byte[] ReadFile(string file)
    {
        try
        {
            if (Directory.Exists(file))
                throw new UsageException($"The report {file} is a folder. Give a text file.");
            using var stream = File.OpenRead(file);
            return Bounded(stream, file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The report {file} cannot be read: {error.Message}");
        }
    }

    private static byte[] Bounded(Stream stream, string name)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[65_536];
        int read;
        while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > ReportText.LargestBytes)
                throw new UsageException($"The report {name} is over {ReportText.LargestBytes:n0} bytes (1 MB). Keep what shows the fault, and leave long logs out.");
        }

        return bytes.ToArray();
    }
}
