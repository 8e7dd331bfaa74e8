namespace SaeFlows.Core.Ports;

/// <summary>Large payloads, named by the SHA-256 of their content (claim check). Thread-safe; writing the same content twice is harmless.</summary>
public interface IArtifactStore
{
    /// <summary>Stores the content; returns its name, 64 lower-case hex digits.</summary>
    Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads it back and checks the hash.</summary>
    /// <exception cref="FileNotFoundException">There is none of that name.</exception>
    /// <exception cref="InvalidDataException">The content does not match its name.</exception>
    Task<byte[]> GetAsync(string sha256, CancellationToken cancellationToken);
}
