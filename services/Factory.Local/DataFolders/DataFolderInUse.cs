namespace Factory.Local.DataFolders;

/// <summary>Another process runs a factory on the folder; the message says which.</summary>
public sealed class DataFolderInUse : Exception
{
    public DataFolderInUse()
    {
    }

    public DataFolderInUse(string message)
        : base(message)
    {
    }

    public DataFolderInUse(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
