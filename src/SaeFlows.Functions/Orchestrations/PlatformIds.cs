using System.Security.Cryptography;
using System.Text;

namespace SaeFlows.Functions.Orchestrations;

/// <summary>
/// Instance ids as the platform takes them: at most 100 characters, no <c>/ \ # ?</c>, no control characters, no <c>@</c> at the start. Ours hold
/// question ids, which may be any text.
/// </summary>
internal static class PlatformIds
{
    /// <summary>A model job's id is the instance's with its step behind; a message id of Service Bus holds 128.</summary>
    private const int MostCharacters = 100;

    private const int HashCharacters = 16;
    private const char Separator = '!';

    /// <summary>What the ids of an instance's children begin with.</summary>
    public static string Children(string instanceId) => Of(instanceId) + Separator;

    /// <summary>An id that the platform takes stays as it is; any other gets a spelling of its own, told apart by a hash.</summary>
    public static string Of(string instanceId)
    {
        if (instanceId.Length <= MostCharacters && !instanceId.StartsWith('@') && !instanceId.Any(IsForbidden))
        {
            return instanceId;
        }

        string readable = string.Concat(instanceId.Take(MostCharacters - HashCharacters - 1).Select(letter => IsForbidden(letter) || char.IsSurrogate(letter) ? Separator : letter));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(instanceId)))[..HashCharacters];
        return $"{(readable.StartsWith('@') ? Separator + readable[1..] : readable)}{Separator}{hash}";
    }

    private static bool IsForbidden(char letter) => letter is '/' or '\\' or '#' or '?' || char.IsControl(letter);
}
