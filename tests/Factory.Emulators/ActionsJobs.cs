using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Factory.Emulators;

/// <summary>
/// Jobs of GitHub Actions that a test lets fail, as the REST API shows them. The emulator runs none, and does not know that one job is run again: that makes a try with an id
/// of its own in the next attempt of the same run.
/// </summary>
public sealed class ActionsJobs
{
    private readonly ConcurrentDictionary<long, Job> _jobs = new();
    private long _last = 9_000;

    /// <summary>The ids of the jobs that were run again, in their order.</summary>
    public ConcurrentQueue<long> RunAgain { get; } = new();

    /// <summary>The ids of the jobs whose log was read.</summary>
    public ConcurrentQueue<long> Read { get; } = new();

    /// <summary>A job that failed in the first attempt of a run.</summary>
    /// <param name="log">What it printed.</param>
    public long Fail(string name, string commit, string branch, string log) => Add(new Job(name, commit, branch, log, Run: Interlocked.Increment(ref _last), Attempt: 1));

    /// <summary>The try that came of running a job again; it fails in the same way. Null where it was not run again.</summary>
    public long? Again(long job) => _jobs.Where(other => other.Value.Run == _jobs[job].Run && other.Value.Attempt == _jobs[job].Attempt + 1).Select(other => (long?)other.Key).FirstOrDefault();

    /// <summary>What <c>check_run</c> tells of a job's end.</summary>
    public JsonObject Ended(long id, string owner, string repository)
    {
        var job = _jobs[id];
        return new JsonObject
        {
            ["action"] = "completed",
            ["check_run"] = new JsonObject
            {
                ["id"] = id,
                ["name"] = job.Name,
                ["head_sha"] = job.Commit,
                ["status"] = "completed",
                ["conclusion"] = "failure",
                ["html_url"] = $"http://127.0.0.1/{owner}/{repository}/actions/runs/{job.Run}/job/{id}",
                ["output"] = new JsonObject { ["title"] = null, ["summary"] = null, ["text"] = null },
                ["app"] = new JsonObject { ["slug"] = "github-actions" },
                ["check_suite"] = new JsonObject { ["id"] = job.Run, ["head_branch"] = job.Branch },
                ["pull_requests"] = new JsonArray(),
            },
            ["repository"] = new JsonObject { ["full_name"] = $"{owner}/{repository}", ["default_branch"] = "main" },
            ["sender"] = new JsonObject { ["login"] = owner, ["type"] = "User" },
        };
    }

    /// <param name="path">Below <c>/repos/OWNER/NAME/actions/</c>.</param>
    internal async Task Answer(HttpContext context, string path)
    {
        var parts = path.Split('/');
        var found = parts.Length >= 2 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        switch (context.Request.Method, parts)
        {
            case ("GET", ["jobs", _]) when _jobs.TryGetValue(found, out var job):
                await context.Response.WriteAsJsonAsync(new { id = found, run_id = job.Run, run_attempt = job.Attempt, name = job.Name, head_sha = job.Commit, html_url = $"http://127.0.0.1/actions/runs/{job.Run}/job/{found}", status = "completed", conclusion = "failure" });
                break;
            case ("GET", ["runs", _]) when _jobs.Values.Any(job => job.Run == found):
                await context.Response.WriteAsJsonAsync(new { id = found, run_attempt = _jobs.Values.Where(job => job.Run == found).Max(job => job.Attempt), html_url = $"http://127.0.0.1/actions/runs/{found}" });
                break;
            case ("GET", ["jobs", _, "logs"]) when _jobs.TryGetValue(found, out var job):
                Read.Enqueue(found);
                await context.Response.WriteAsync(job.Log);
                break;
            case ("POST", ["jobs", _, "rerun"]) when _jobs.TryGetValue(found, out var job):
                Add(job with { Attempt = job.Attempt + 1 });
                RunAgain.Enqueue(found);
                context.Response.StatusCode = StatusCodes.Status201Created;
                await context.Response.WriteAsync("{}");
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                await context.Response.WriteAsync("""{"message":"Not Found"}""");
                break;
        }
    }

    private long Add(Job job)
    {
        var id = Interlocked.Increment(ref _last);
        _jobs[id] = job;
        return id;
    }

    private sealed record Job(string Name, string Commit, string Branch, string Log, long Run, int Attempt);
}
