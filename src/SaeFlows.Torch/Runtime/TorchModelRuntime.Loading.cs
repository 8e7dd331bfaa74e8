using SaeFlows.Core;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Models;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Sae;
using SaeFlows.Torch.Weights;

namespace SaeFlows.Torch.Runtime;

public sealed partial class TorchModelRuntime
{
    /// <summary>Loads model, SAE, labels, domain profile and the data of the other detectors.</summary>
    /// <exception cref="UserInputException">A folder or file is missing, truncated, or does not fit the others; the message names it and the fix.</exception>
    public static TorchModelRuntime Load(TorchModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (string? folder in new[] { options.ModelFolder, options.SaeFolder, options.DomainFolder })
        {
            if (folder is not null && !Directory.Exists(folder) && !(folder == options.DomainFolder && File.Exists(folder)))
            {
                throw new UserInputException($"{folder}: no such folder; name one with the model's files.");
            }
        }

        if (options is { SaeFolder: not null, DomainFolder: null })
        {
            throw new UserInputException($"{options.SaeFolder}: an SAE needs a domain profile that says what its labels mean; name its folder.");
        }

        TorchLibrary.EnsureLoaded();
        var model = LanguageModel.Load(options.ModelFolder, options.Loading);
        try
        {
            CheckTokenizer(model);
            return options.DomainFolder is { } domain ? WithDetectors(model, options, domain) : new TorchModelRuntime(model, null, [], Describe(options, null, null, []), options.BatchSize);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static TorchModelRuntime WithDetectors(LanguageModel model, TorchModelOptions options, string domainFolder)
    {
        string profilePath = DomainFolder.ProfileOf(domainFolder);
        var (sae, config) = options.SaeFolder is { } folder ? SaeFolder.Read(folder) : (null, null);
        var profile = DomainProfileFile.Read(profilePath);
        profile = profile with { Layer = profile.Layer ?? config?.Layer ?? 0 };
        bool fits = profile.Layer < model.Spec.Layers && (config is null || (config.InputSize == model.Spec.HiddenSize && config.Layer == profile.Layer));
        if (!fits)
        {
            throw new UserInputException(
                $"{options.SaeFolder ?? profilePath}: an SAE of width {config?.InputSize} at layer {config?.Layer}, but the model has width {model.Spec.HiddenSize} and {model.Spec.Layers} layers, and the profile {profilePath} names layer {profile.Layer}; all three must belong together.");
        }

        var detectors = DomainFolder.ReadDetectors(domainFolder, options.SaeFolder, sae, profile);
        return new TorchModelRuntime(model, profile, detectors, Describe(options, profile, config, detectors), options.BatchSize);
    }

    private static ModelDescription Describe(TorchModelOptions options, DomainProfile? profile, SaeConfig? config, IReadOnlyList<ITokenDetector> detectors)
    {
        using var weights = WeightSource.Open(options.ModelFolder);
        return new ModelDescription(
            options.ModelName,
            FileHash.Of(weights.Files),
            options.SaeFolder is { } sae ? Path.GetFileName(Path.TrimEndingDirectorySeparator(sae)) : ModelReference.None,
            options.SaeFolder is { } folder ? FileHash.Of(Path.Combine(folder, SaeFolder.WeightsFile)) : string.Empty,
            profile?.Name ?? ModelReference.None,
            options.DomainFolder is { } domain ? FileHash.Of(DomainFolder.ProfileOf(domain)) : string.Empty,
            profile?.Layer ?? 0,
            [.. detectors.Select(d => d.Name)],
            config?.Metrics ?? new Dictionary<string, double>());
    }

    private static void CheckTokenizer(LanguageModel model)
    {
        if (model.Tokenizer.VocabularySize > model.Spec.VocabularySize)
        {
            throw new UserInputException(
                $"{model.Folder}: the tokenizer has {model.Tokenizer.VocabularySize} tokens, but config.json says {model.Spec.VocabularySize}; both files must come from one model.");
        }
    }
}
