using System.Diagnostics;
using System.Text.Json;
using SaeFlows.TestKit.Programs;
using SaeFlows.TestKit.ServiceBusBroker;

namespace SaeFlows.Adapters.Tests.ServiceBus;

/// <summary>The test broker is worth something only if the official client takes it for Service Bus.</summary>
public sealed class OfficialClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Exercise_AllOperations_WorkAgainstTheTestBroker()
    {
        var script = FindScript();
        Assert.SkipWhen(InstalledPrograms.Node is null, InstalledPrograms.NodeMissing);
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules")),
            "The official client is not installed (npm ci --prefix tests/SaeFlows.Adapters.Tests/ServiceBus/OfficialClient).");
        using var broker = new ServiceBusTestBroker();
        broker.CreateQueue("jobs");

        var seen = await RunAsync(script, broker.ConnectionString, "jobs");

        AssertSeen(seen, "send", """["complete","abandon","defer","deadLetter","renew"]""");
        AssertSeen(seen, "complete", """["complete","Test.v1","|x| of complete","complete",0]""");
        AssertSeen(seen, "abandon", """["abandon",0,"abandon",1,"once"]""");
        AssertSeen(seen, "defer", """["defer","defer","deferred"]""");
        AssertSeen(seen, "deadLetter", """["deadLetter","deadLetter","UnreadableBody","no JSON at 3"]""");
        AssertSeen(seen, "renew", """["renew",true]""");
        AssertSeen(seen, "settleTwice", "\"MessageLockLost\"");
        AssertSeen(seen, "schedule", """[[["kept","scheduled"]],"kept",true,true]""");
        AssertSeen(seen, "batch", "[25,25]");
        AssertSeen(seen, "empty", "0");
    }

    private static void AssertSeen(JsonElement seen, string step, string expected) =>
        Assert.Equal((step, expected), (step, seen.GetProperty(step).GetRawText()));

    private static async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        using var node = Process.Start(new ProcessStartInfo(InstalledPrograms.Node!, [script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var errors = node.StandardError.ReadToEndAsync(patience.Token);
            var output = await node.StandardOutput.ReadToEndAsync(patience.Token);
            await node.WaitForExitAsync(patience.Token);
            Assert.True(node.ExitCode == 0, $"node ended with {node.ExitCode}: {await errors}");
            return JsonDocument.Parse(output).RootElement;
        }
        catch (OperationCanceledException)
        {
            node.Kill(entireProcessTree: true);
            Assert.Fail($"The official client did not finish within {Patience.TotalSeconds} s.");
            throw;
        }
    }

    private static string FindScript()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SaeFlows.sln")))
        {
            folder = folder.Parent;
        }

        Assert.SkipWhen(folder is null, "The sources are not beside the test assembly.");
        return Path.Combine(folder!.FullName, "tests", "SaeFlows.Adapters.Tests", "ServiceBus", "OfficialClient", "exercise.mjs");
    }
}
