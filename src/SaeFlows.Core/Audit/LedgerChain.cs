using System.Security.Cryptography;
using System.Text;
using SaeFlows.Core.Durability;

namespace SaeFlows.Core.Audit;

/// <summary>Makes and checks the links of a chain; pure.</summary>
public static class LedgerChain
{
    /// <summary>The event that follows <paramref name="previous"/> (null at the start of a chain).</summary>
    public static LedgerEvent Next(LedgerEvent? previous, LedgerEntry entry, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(entry);
        long sequence = previous is null ? 0 : previous.Sequence + 1;
        string previousHash = previous?.Hash ?? LedgerEvent.GenesisHash;
        string body = DurableJson.Serialize(new LedgerBody
        {
            Run = entry.RunId,
            Question = entry.QuestionId,
            Sequence = sequence,
            Key = entry.Key,
            Step = entry.Step,
            Arm = entry.Arm,
            Attempt = entry.Attempt,
            At = at,
            Seconds = entry.Seconds,
            Model = entry.Model,
            PromptTokens = entry.PromptTokens,
            AnswerTokens = entry.AnswerTokens,
            Input = entry.Input,
            Output = entry.Output,
            Settings = entry.Settings,
        });
        return new LedgerEvent(entry.RunId, entry.QuestionId, sequence, entry.Key, body, previousHash, Hash(previousHash, body));
    }

    /// <summary>SHA-256 of <c>previousHash + "\n" + body</c>, lower-case hex.</summary>
    public static string Hash(string previousHash, string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previousHash + "\n" + body)));
}
