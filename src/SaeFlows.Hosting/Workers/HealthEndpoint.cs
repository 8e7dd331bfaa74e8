using System.Net;
using System.Text.Json;
using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;

namespace SaeFlows.Hosting.Workers;

/// <summary>GET /health, on the loopback address where no other is asked for: 200 and the worker's status as JSON; 503 while its queue is out of reach.</summary>
public sealed class HealthEndpoint : IDisposable
{
    /// <summary>For a container, whose probes come from outside.</summary>
    public const string AnyAddress = "*";

    private const string Loopback = "127.0.0.1";

    private readonly HttpListener _listener = new();
    private readonly Func<ModelWorkerStatus> _status;

    private HealthEndpoint(int port, Func<ModelWorkerStatus> status, string address)
    {
        _status = status;
        _listener.Prefixes.Add($"http://{address}:{port}/");
    }

    /// <exception cref="UserInputException">The port is taken or not allowed.</exception>
    public static HealthEndpoint Start(int port, Func<ModelWorkerStatus> status, string address = Loopback)
    {
        var endpoint = new HealthEndpoint(port, status, address);
        try
        {
            endpoint._listener.Start();
        }
        catch (HttpListenerException error)
        {
            throw new UserInputException($"Health port {port} cannot be opened ({error.Message}): name a free port.", error);
        }

        _ = endpoint.ServeAsync();
        return endpoint;
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // Closed, or a caller that went away.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        using var response = context.Response;
        if (context.Request.Url?.AbsolutePath != "/health")
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }

        var status = _status();
        response.StatusCode = (int)(status.Trouble is null ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
        response.ContentType = "application/json";
        response.OutputStream.Write(JsonSerializer.SerializeToUtf8Bytes(status, DurableJson.Options));
    }
}
