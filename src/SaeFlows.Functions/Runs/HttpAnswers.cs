using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using SaeFlows.Core;
using SaeFlows.Core.Durability;

namespace SaeFlows.Functions.Runs;

/// <summary>JSON answers; bad input is 400 with its one line, what is not there 404.</summary>
internal static class HttpAnswers
{
    public static async Task<HttpResponseData> AnswerAsync(HttpRequestData request, Func<Task<(HttpStatusCode Status, object Body)>> work)
    {
        try
        {
            var (status, body) = await work();
            return await WriteAsync(request, status, body);
        }
        catch (UserInputException error)
        {
            return await WriteAsync(request, HttpStatusCode.BadRequest, new { error = error.Message });
        }
        catch (NotThereException error)
        {
            return await WriteAsync(request, HttpStatusCode.NotFound, new { error = error.Message });
        }
    }

    public static async Task<T> ReadAsync<T>(HttpRequestData request, CancellationToken cancellationToken)
        where T : class
    {
        using var reader = new StreamReader(request.Body);
        return RequestBody.Read<T>(await reader.ReadToEndAsync(cancellationToken));
    }

    /// <summary>The platform's addresses to ask, hold, resume and end the instance.</summary>
    public static object Management(DurableTaskClient client, HttpRequestData request, string instanceId) =>
        Microsoft.Azure.Functions.Worker.DurableTaskClientExtensions.CreateHttpManagementPayload(client, instanceId, request);

    private static async Task<HttpResponseData> WriteAsync(HttpRequestData request, HttpStatusCode status, object body)
    {
        var response = request.CreateResponse(status);
        response.Headers.Add("Content-Type", "application/json; charset=utf-8");
        await response.WriteStringAsync(DurableJson.SerializeObject(body));
        return response;
    }
}
