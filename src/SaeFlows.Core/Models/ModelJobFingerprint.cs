using System.Security.Cryptography;
using System.Text.Json;
using SaeFlows.Core.Durability;

namespace SaeFlows.Core.Models;

/// <summary>The cache key of a job: what it asks and of which weights, without its ids and reply address.</summary>
public static class ModelJobFingerprint
{
    // Raised when the meaning of a result changes, so that entries of older code are not found.
    private const int Version = 1;

    /// <summary>64 lower-case hex digits: SHA-256 of the content as JSON.</summary>
    public static string Of(ModelJob job, ModelDescription model)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(model);
        var content = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Version,
                model.ModelSha256,
                model.SaeSha256,
                model.DomainSha256,
                model.Layer,
                job.Question,
                job.Before,
                job.After,
                job.Stops,
                job.MaxNewTokens,
                job.Detection,
            },
            DurableJson.Options);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
