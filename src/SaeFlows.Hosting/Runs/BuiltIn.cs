using SaeFlows.Core.Models;
using SaeFlows.Pocket.Assets;

namespace SaeFlows.Hosting.Runs;

/// <summary>Names of what ships with the product.</summary>
public static class BuiltIn
{
    /// <summary>The pocket world's model, SAE and domain profile.</summary>
    public const string Pocket = "pocket";

    /// <summary>The pocket world's dataset.</summary>
    public const string PocketMath = "pocket-math";

    /// <summary>The reference with folders in place of built-in names.</summary>
    /// <exception cref="Core.UserInputException">What ships with the product is not there.</exception>
    public static ModelReference Folders(ModelReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        string Folder(string name, Func<PocketAssets, string> shipped) => name == Pocket ? shipped(PocketAssets.Shipped.Checked()) : name;
        return new ModelReference(
            Folder(reference.Model, assets => assets.ModelFolder),
            Folder(reference.Sae, assets => assets.SaeFolder),
            ShippedData.Domains.Find(reference.Domain) ?? Folder(reference.Domain, assets => assets.DomainFolder));
    }
}
