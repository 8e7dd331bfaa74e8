using System.Diagnostics;

namespace SaeFlows.TestKit.Brokers;

/// <summary>
/// A real RabbitMQ with its AMQP 1.0 plugin, for one test class: on 127.0.0.1, on free ports, with node name, data and logs of
/// its own in a temporary folder.
/// </summary>
public sealed class RabbitMqServer : IAsyncLifetime
{
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string User = "saeflows";
    private const string Password = "pass word:1";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saeflows-rabbitmq-");
    private readonly int[] _ports = FreePorts.Take(3);
    private Process? _process;

    /// <summary>Why the server cannot run here; null where it can.</summary>
    public static string? Missing => File.Exists(Server) ? null : "RabbitMQ is not installed (apt-get install rabbitmq-server).";

    public string ConnectionString => $"amqp://{User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{_ports[0]}";

    public async ValueTask InitializeAsync()
    {
        if (Missing is null)
        {
            await File.WriteAllTextAsync(
                Path.Combine(_folder.FullName, "rabbitmq.conf"),
                $"listeners.tcp.1 = 127.0.0.1:{_ports[0]}\ndefault_user = {User}\ndefault_pass = {Password}\nloopback_users = none\n");
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "enabled_plugins"), "[rabbitmq_amqp1_0].\n");
            await StartAsync();
        }
    }

    public async Task StartAsync()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = StartInfo(), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Server startup complete", StringComparison.Ordinal) == true)
            {
                started.TrySetResult();
            }
        };
        _process.Exited += (_, _) => started.TrySetException(new InvalidOperationException("RabbitMQ ended while it was starting."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await started.Task.WaitAsync(StartPatience);
    }

    /// <summary>Kills the server; its durable messages stay for the next start.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Missing is null)
        {
            using var killer = Process.Start(new ProcessStartInfo("epmd", ["-port", $"{_ports[1]}", "-kill"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            await killer!.WaitForExitAsync();
        }

        _folder.Delete(recursive: true);
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(Server) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = _folder.FullName,
            ["ERL_EPMD_PORT"] = $"{_ports[1]}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = $"saeflows{_ports[0]}@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{_ports[2]}",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder.FullName, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder.FullName, "log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder.FullName, "enabled_plugins"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder.FullName, "rabbitmq.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_PID_FILE"] = Path.Combine(_folder.FullName, "pid"),
        })
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
