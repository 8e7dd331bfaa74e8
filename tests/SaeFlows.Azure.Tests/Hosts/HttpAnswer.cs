using System.Net;
using System.Text;
using System.Text.Json;

namespace SaeFlows.Azure.Tests.Hosts;

/// <summary>A status and the JSON that came with it.</summary>
internal sealed record HttpAnswer(HttpStatusCode Status, JsonElement Body)
{
    public string Error => Body.GetProperty("error").GetString()!;

    public string Run => Body.GetProperty("run").GetString()!;

    /// <summary>The instance that the management addresses are of.</summary>
    public string Instance => Body.GetProperty("management").GetProperty("id").GetString()!;

    public static async Task<HttpAnswer> GetAsync(FunctionsHost host, string address, CancellationToken cancellationToken) =>
        await ReadAsync(await host.Http.GetAsync(address, cancellationToken), cancellationToken);

    public static async Task<HttpAnswer> PostAsync(FunctionsHost host, string address, string body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await ReadAsync(await host.Http.PostAsync(address, content, cancellationToken), cancellationToken);
    }

    private static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            string text = await response.Content.ReadAsStringAsync(cancellationToken);
            Assert.True(response.Content.Headers.ContentType?.MediaType == "application/json", $"{response.StatusCode}: {text}");
            return new HttpAnswer(response.StatusCode, JsonElement.Parse(text));
        }
    }
}
