namespace Factory.EndToEnd.Tests.Faults;

/// <summary>A factory whose parts are killed, as one process or as many.</summary>
internal interface ILine
{
    string DataFolder { get; }

    /// <summary>As the database's owner.</summary>
    string Database { get; }

    MissionsClient Connect();

    /// <summary>How many events history has: what progress is measured by.</summary>
    Task<long> Events();
}
