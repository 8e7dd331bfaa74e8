using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using SaeFlows.TestKit.Brokers;

namespace SaeFlows.Azure.Tests.Hosts;

/// <summary>A web server that serves HTTP functions as the platform does: by the routes and verbs of their attributes, below <c>api/</c>.</summary>
internal sealed class FunctionsServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly DurableTaskClient _client;

    private FunctionsServer(DurableTaskClient client, string address)
    {
        _client = client;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        _server = builder.Build();
        Http = new HttpClient { BaseAddress = new Uri(address + "/api/") };
    }

    public HttpClient Http { get; }

    public static async Task<FunctionsServer> StartAsync(DurableTaskClient client, params object[] functions)
    {
        var server = new FunctionsServer(client, $"http://127.0.0.1:{FreePorts.Take(1)[0]}");
        foreach (object target in functions)
        {
            foreach (var method in target.GetType().GetMethods().Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null))
            {
                var trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().Single();
                server._server.MapMethods("/api/" + trigger.Route, trigger.Methods!, http => server.AnswerAsync(http, target, method));
            }
        }

        await server._server.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http, object target, MethodInfo method)
    {
        object?[] arguments =
        [
            .. method.GetParameters().Select(parameter =>
                parameter.ParameterType == typeof(HttpRequestData) ? new ServerRequest(http)
                : parameter.ParameterType == typeof(DurableTaskClient) ? _client
                : parameter.ParameterType == typeof(CancellationToken) ? http.RequestAborted
                : http.Request.RouteValues[parameter.Name!]),
        ];
        var answer = await (Task<HttpResponseData>)method.Invoke(target, arguments)!;
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers)
        {
            http.Response.Headers[header.Key] = header.Value.ToArray();
        }

        answer.Body.Position = 0;
        await answer.Body.CopyToAsync(http.Response.Body);
    }
}
