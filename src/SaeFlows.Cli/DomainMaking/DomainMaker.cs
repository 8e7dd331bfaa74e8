using SaeFlows.Core;
using SaeFlows.Core.Detection;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Runtime;
using SaeFlows.Torch.Sae.Evaluation;
using SaeFlows.Torch.Sae.Exchange;

namespace SaeFlows.Cli.DomainMaking;

/// <summary>Makes a domain for any model with an autoencoder: labels, controls and thresholds, whole or not at all.</summary>
internal static class DomainMaker
{
    /// <exception cref="UserInputException">Model, autoencoder, profile and texts do not fit together, or one is damaged.</exception>
    public static async Task<DomainReport> MakeAsync(DomainMakeOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        TorchLibrary.EnsureLoaded();
        string[] domains = [.. options.Texts.Select(text => text.Domain).Distinct(StringComparer.Ordinal)];
        var profile = DomainProfileFile.Read(options.Profile);
        Check(options, profile, domains);
        string part = options.Folder + ".part";
        Remove(part);
        try
        {
            var report = await MakeAsync(options, profile, domains, part, say, cancellationToken);
            Directory.Move(part, options.Folder);
            return report;
        }
        catch
        {
            Remove(part);
            throw;
        }
    }

    private static async Task<DomainReport> MakeAsync(DomainMakeOptions options, DomainProfile profile, string[] domains, string part, Action<string> say, CancellationToken cancellationToken)
    {
        int labelled;
        IReadOnlyList<DomainText> texts, heldOut;
        using var bundle = SaeLensFormat.Read(options.Sae);
        using (var model = LanguageModel.Load(options.Model, new ModelLoadOptions { DeviceName = options.Device }, cancellationToken))
        {
            profile = profile with { Layer = LayerOf(options.Sae, bundle, profile, model.Spec) };
            (texts, heldOut) = await DomainTexts.ReadAsync(options, domains, model.Tokenizer, Math.Min(options.ContextLength, model.Spec.ContextLength - 8), cancellationToken);
            say($"{texts.Count} texts, and {heldOut.Count} held out");
            labelled = new DomainInstruments(model, bundle, profile, domains).Write(part, texts, heldOut, options.Seed, cancellationToken).Labels.Count;
        }

        say($"{labelled} of {bundle.Sae.Latents} latents labelled");
        var detectors = Calibrate(options, part, heldOut, domain => !profile.Expected.Contains(domains[domain]), cancellationToken);
        DataFile.Write(Path.Combine(part, "domain", DomainFolder.ProfileFile), profile with { Thresholds = detectors.ToDictionary(d => d.Detector, d => d.Threshold) });
        var counts = texts.Concat(heldOut).CountBy(text => domains[text.Domain]).ToDictionary();
        return new DomainReport(options.Folder, profile.Name, profile.Layer.Value, counts, bundle.Sae.Latents, labelled, detectors);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<DetectorReport> Calibrate(DomainMakeOptions options, string folder, IReadOnlyList<DomainText> heldOut, Func<int, bool> isOther, CancellationToken cancellationToken)
    {
        using var runtime = TorchModelRuntime.Load(new TorchModelOptions
        {
            ModelName = Path.GetFileName(Path.TrimEndingDirectorySeparator(options.Model)),
            ModelFolder = options.Model,
            SaeFolder = Path.Combine(folder, "sae"),
            DomainFolder = Path.Combine(folder, "domain"),
            Loading = new ModelLoadOptions { DeviceName = options.Device },
        });
        return DomainThresholds.Choose(runtime, heldOut, isOther, options.FalseAlarms, cancellationToken);
    }

    private static void Check(DomainMakeOptions options, DomainProfile profile, IReadOnlyList<string> domains)
    {
        string? trouble =
            Directory.Exists(options.Folder) || File.Exists(options.Folder) ? $"--out {options.Folder}: is there already; name a new folder, so that nothing in it is overwritten"
            : profile.Expected.Concat(profile.Classes.SelectMany(own => own.Expected)).FirstOrDefault(name => !domains.Contains(name)) is { } missing
                ? $"--text: the profile '{profile.Name}' expects the domain '{missing}'; give texts of it: --text {missing}=FILE"
            : domains.All(profile.Expected.Contains) ? $"--text: all domains ({string.Join(", ", domains)}) are expected by the profile '{profile.Name}'; give texts of at least one other"
            : options.Tokens < 1000 || options.ContextLength < 8 ? "--tokens must be at least 1000, --context at least 8"
            : options.FalseAlarms is not (> 0 and < 1) ? $"--false-alarms {options.FalseAlarms}: is a share between 0 and 1"
            : null;
        if (trouble is not null)
        {
            throw new UserInputException(trouble);
        }
    }

    private static int LayerOf(string folder, SaeBundle bundle, DomainProfile profile, DecoderSpec spec)
    {
        int layer = bundle.Config.Layer >= 0 ? bundle.Config.Layer : profile.Layer ?? -1;
        string site = SaeSites.NameOf(bundle.Config.Hook) ?? "mlp-out";
        string? trouble =
            layer < 0 || layer >= spec.Layers ? $"layer {layer} is not in this model of {spec.Layers} layers; put 'layer' into the profile where the autoencoder's file does not say"
            : site != "mlp-out" ? $"an autoencoder of '{site}'; detection reads MLP outputs (mlp-out) alone"
            : bundle.Sae.InputSize != spec.HiddenSize ? $"an autoencoder of width {bundle.Sae.InputSize}, but the model has width {spec.HiddenSize}; they do not belong together"
            : null;
        return trouble is null ? layer : throw new UserInputException($"{folder}: {trouble}.");
    }
}
