using System.Text.Json;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;

namespace SaeFlows.Core.Models;

/// <summary>
/// Moves the evidence of a long question to the artifact store, so that messages, journal and ledger stay small (claim check).
/// What decisions need, the detectors' findings, stays in the message.
/// </summary>
public sealed class EvidenceClaimCheck(IArtifactStore artifacts, int limitBytes = EvidenceClaimCheck.DefaultLimitBytes)
{
    /// <summary>Evidence above this goes to the store; well below Service Bus's 256 KB and the history limits of Durable Functions.</summary>
    public const int DefaultLimitBytes = 32 * 1024;

    public async Task<ModelJobResult> ApplyAsync(ModelJobResult result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Detection is not { EvidenceArtifact: null } detection)
        {
            return result;
        }

        byte[] evidence = JsonSerializer.SerializeToUtf8Bytes(detection.Tokens, DurableJson.Options);
        if (evidence.Length <= limitBytes)
        {
            return result;
        }

        string name = await artifacts.PutAsync(evidence, cancellationToken);
        return result with
        {
            Detection = detection with { EvidenceArtifact = name, Tokens = [.. detection.Tokens.Select(token => token with { Latents = [] })] },
        };
    }
}
