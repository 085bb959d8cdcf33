using Npgsql;

namespace Factory.Servers.Tests;

public sealed class PostgresTests
{
    [Fact]
    public async Task Each_test_gets_a_database_of_its_own()
    {
        var first = await TestServers.Database();
        var second = await TestServers.Database();

        await Sql.Execute(first, "create table only_here (id int)");

        Assert.Equal(1L, await Sql.Scalar(first, "select count(*) from pg_tables where tablename = 'only_here'"));
        Assert.Equal(0L, await Sql.Scalar(second, "select count(*) from pg_tables where tablename = 'only_here'"));
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_kill_and_a_restart_on_the_same_port()
    {
        await using var server = await PrivatePostgres.Start(new PostgresOptions { DataFolder = TestServers.NewFolder() });
        var database = await server.EnsureDatabase("kept");
        await Sql.Execute(database, "create table kept (id int); insert into kept values (7)");

        await server.Kill();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Sql.Scalar(database, "select 1"));
        await server.Restart();

        Assert.Equal(7, await Sql.Scalar(database, "select id from kept"));
    }

    [Fact]
    public async Task A_folder_is_used_again_by_the_next_start()
    {
        var options = new PostgresOptions { DataFolder = TestServers.NewFolder() };
        await using (var server = await PrivatePostgres.Start(options))
            await Sql.Execute(await server.EnsureDatabase("kept"), "create table kept (id int)");

        await using var again = await PrivatePostgres.Start(options);

        Assert.Equal(0L, await Sql.Scalar(again.ConnectionString("kept"), "select count(*) from kept"));
        Assert.Equal("on", await Sql.Scalar(again.ConnectionString("kept"), "show fsync"));
    }

    [Fact]
    public async Task Two_starts_on_one_folder_are_refused()
    {
        var options = new PostgresOptions { DataFolder = TestServers.NewFolder() };
        await using var server = await PrivatePostgres.Start(options);

        var refused = await Assert.ThrowsAsync<ServerException>(() => PrivatePostgres.Start(options));

        Assert.Contains(options.DataFolder, refused.Message, StringComparison.Ordinal);
        Assert.Contains("another process", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_leaves_no_process()
    {
        var server = await PrivatePostgres.Start(new PostgresOptions { DataFolder = TestServers.NewFolder() });
        var data = Path.Combine(server.DataFolder, "data");
        Assert.NotEmpty(Processes.In(data));

        await server.DisposeAsync();

        Assert.Empty(Processes.In(data));
    }

    [Fact]
    public async Task A_cluster_of_another_version_is_refused_with_what_to_install()
    {
        var options = new PostgresOptions { DataFolder = TestServers.NewFolder() };
        await using (await PrivatePostgres.Start(options))
        {
        }

        await File.WriteAllTextAsync(Path.Combine(options.DataFolder, "data", "PG_VERSION"), "99\n");

        var refused = await Assert.ThrowsAsync<ServerException>(() => PrivatePostgres.Start(options));
        Assert.Contains("Install postgresql-99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_cluster_is_refused_and_left_as_it_is()
    {
        var folder = TestServers.NewFolder();
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "someone's file"), "kept");

        var refused = await Assert.ThrowsAsync<ServerException>(() => PrivatePostgres.Start(new PostgresOptions { DataFolder = folder }));

        Assert.Contains("not a whole PostgreSQL cluster", refused.Message, StringComparison.Ordinal);
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(folder, "data", "someone's file")));
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why_and_lets_go_of_the_folder()
    {
        var options = new PostgresOptions { DataFolder = TestServers.NewFolder() };

        var failed = await Assert.ThrowsAsync<ServerException>(
            () => PrivatePostgres.Start(options with { Settings = new Dictionary<string, string> { ["no_such_setting"] = "1" } }));

        Assert.Contains("no_such_setting", failed.Message, StringComparison.Ordinal);
        await using var started = await PrivatePostgres.Start(options);
        Assert.Equal(1, await Sql.Scalar(started.ConnectionString("postgres"), "select 1"));
    }

    [Fact]
    public async Task As_root_a_cluster_whose_folder_its_user_cannot_enter_is_put_elsewhere_and_found_again()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root runs PostgreSQL as another user.");
        var closed = Directory.CreateDirectory(Path.Combine(TestServers.NewFolder(), "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var said = new List<string>();
        var options = new PostgresOptions { DataFolder = Path.Combine(closed.FullName, "postgres"), Log = said.Add };
        string place;
        await using (var server = await PrivatePostgres.Start(options))
        {
            place = server.DataFolder;
            await server.EnsureDatabase("kept");
        }

        await using var again = await PrivatePostgres.Start(options);

        Assert.Equal(place, again.DataFolder);
        Assert.Contains(said, line => line.Contains(place, StringComparison.Ordinal));
        Assert.Equal(1L, await Sql.Scalar(again.ConnectionString("kept"), "select count(*) from pg_database where datname = 'kept'"));
        await again.DisposeAsync();
        Directory.Delete(place, recursive: true);
    }
}
