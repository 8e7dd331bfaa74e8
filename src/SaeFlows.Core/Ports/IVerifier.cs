using SaeFlows.Core.Verification;

namespace SaeFlows.Core.Ports;

/// <summary>Judges whether a rewrite means the same as the original. Thread-safe; may be called again for the same request.</summary>
public interface IVerifier
{
    Task<Verdict> VerifyAsync(VerificationRequest request, CancellationToken cancellationToken);
}
