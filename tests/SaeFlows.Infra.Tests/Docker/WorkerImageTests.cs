using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Xml.Linq;

namespace SaeFlows.Infra.Tests.Docker;

/// <summary>The worker's image as far as it can be judged without building it.</summary>
public sealed class WorkerImageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string Dockerfile = Path.Combine(RepositoryFolder.Infra, "worker.Dockerfile");

    [Fact]
    public async Task Validator_WorkerDockerfile_FindsNothing() => Assert.Empty((await DockerfileTool.ReadAsync(Dockerfile)).Findings);

    [Fact]
    public async Task Validator_SpoiltDockerfile_SaysWhatIsWrong()
    {
        var folder = Directory.CreateTempSubdirectory("saeflows-docker-");
        try
        {
            var spoilt = Path.Combine(folder.FullName, "Dockerfile");
            await File.WriteAllTextAsync(
                spoilt,
                File.ReadAllText(Dockerfile).Replace("EXPOSE 8080", "EXPOSE http", StringComparison.Ordinal).Replace("STOPSIGNAL", "STOPSIGNALS", StringComparison.Ordinal),
                TestContext.Current.CancellationToken);

            Assert.Equal(2, (await DockerfileTool.ReadAsync(spoilt)).Findings.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task FinalStage_RunsAsUserOfTheBaseImage_AndRunsNothingAfter()
    {
        var final = await FinalStageAsync();

        var user = Assert.Single(final, line => line.StartsWith("USER ", StringComparison.Ordinal));
        Assert.Equal("USER $APP_UID", user);
        Assert.DoesNotContain(final.SkipWhile(line => line != user), line => line.StartsWith("RUN ", StringComparison.Ordinal) || line.StartsWith("COPY ", StringComparison.Ordinal));
        Assert.StartsWith("ENTRYPOINT [", final[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_FromTheRepository_NamesWhatIsThereAndReachesTheBuilder()
    {
        var (_, instructions) = await DockerfileTool.ReadAsync(Dockerfile);
        var ignore = RepositoryFolder.Read(".dockerignore").Split('\n');

        var copied = instructions.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).Where(path => path != "/app").ToList();
        Assert.Equal([".editorconfig", "src"], copied);
        Assert.All(copied, path =>
        {
            Assert.True(Path.Exists(Path.Combine(RepositoryFolder.Root, path)), path);
            Assert.Contains("!" + path, ignore);
        });
    }

    [Fact]
    public async Task EntryPoint_OfTheImage_IsTheWorkersAssembly()
    {
        var project = Path.Combine(RepositoryFolder.Root, "src", "SaeFlows.Worker", "SaeFlows.Worker.csproj");
        Assert.SkipUnless(File.Exists(project), "The worker's project is not in this source tree.");
        var name = XDocument.Load(project).Descendants("AssemblyName").SingleOrDefault()?.Value ?? "SaeFlows.Worker";

        Assert.Equal($"""ENTRYPOINT ["dotnet", "{name}.dll"]""", (await FinalStageAsync())[^1]);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, 0)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 1)]
    public async Task HealthCheck_AskingAWorker_FollowsItsAnswer(HttpStatusCode answer, int exitCode)
    {
        var line = Assert.Single(await FinalStageAsync(), line => line.StartsWith("HEALTHCHECK CMD ", StringComparison.Ordinal));
        var command = JsonSerializer.Deserialize<string[]>(line["HEALTHCHECK CMD ".Length..])!;
        var port = FreePort();
        using var worker = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
        worker.Start();
        var answered = AnswerOnceAsync(worker, answer);

        var outcome = await DockerfileTool.RunAsync(command[0], command[1], command[2].Replace("8080", $"{port}", StringComparison.Ordinal));

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Equal("/health", await answered.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    private static async Task<List<string>> FinalStageAsync()
    {
        var (_, instructions) = await DockerfileTool.ReadAsync(Dockerfile);
        return [.. instructions.SkipWhile(line => !line.EndsWith(" AS final", StringComparison.Ordinal))];
    }

    private static async Task<string> AnswerOnceAsync(HttpListener listener, HttpStatusCode status)
    {
        var call = await listener.GetContextAsync();
        call.Response.StatusCode = (int)status;
        call.Response.Close();
        return call.Request.Url!.AbsolutePath;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
