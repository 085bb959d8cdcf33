using Factory.History.Transfer;
using Factory.MissionControl.Missions;
using Factory.ServiceDefaults.Tokens;

namespace Factory.MissionControl.Transfer;

/// <summary><c>GET /missions/{id}/export</c>: a mission's whole history with all it refers to, as one file.</summary>
internal static class ExportMission
{
    public static Task<IResult> Handle(string id, HttpContext context, MissionReader missions, MissionExport export, CancellationToken ct) =>
        MissionEndpoint.With(
            context,
            id,
            missions,
            async missionId => Results.Stream(await Write(context.Caller().Team, missionId, export, ct), "application/zip", $"mission-{missionId}.zip"),
            ct);

    /// <summary>Into a file first: an archive writes synchronously, which an answer refuses, and what fails half-way is an error instead of half an answer.</summary>
    private static async Task<Stream> Write(string team, Guid missionId, MissionExport export, CancellationToken ct)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"factory-export-{Guid.NewGuid():n}"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        try
        {
            await export.Write(team, missionId, file, ct);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
