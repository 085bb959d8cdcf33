using System.Text;
using Microsoft.Extensions.Logging;

namespace Factory.ServiceDefaults.Logging;

/// <summary>Appends log lines to a file: where the terminal belongs to someone else.</summary>
internal sealed class FileLoggerProvider : ILoggerProvider
{
    private readonly LogLine _line;
    private readonly StreamWriter _writer;
    private readonly Lock _lock = new();
    private bool _closed;

    public FileLoggerProvider(string path, LogLine line)
    {
        _line = line;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    public ILogger CreateLogger(string categoryName) => new FileLogger(this, categoryName);

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            _writer.Dispose();
        }
    }

    private void Write(string text)
    {
        lock (_lock)
        {
            if (!_closed)
                _writer.WriteLine(text);
        }
    }

    private sealed class FileLogger(FileLoggerProvider owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                owner.Write(owner._line.Format(logLevel, category, formatter(state, exception), exception));
        }
    }
}
