namespace SaeFlows.Core.Models;

/// <summary>Names a frozen model with its instruments: built-in names or folders.</summary>
/// <param name="Model">Built-in name or model folder.</param>
/// <param name="Sae">Built-in name or SAE folder, or <see cref="None"/>.</param>
/// <param name="Domain">Built-in name or domain folder (with profile.json), or <see cref="None"/>.</param>
public sealed record ModelReference(string Model, string Sae, string Domain)
{
    /// <summary>In place of an SAE or domain: the model has none.</summary>
    public const string None = "none";
}
