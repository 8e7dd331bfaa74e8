using SaeFlows.Core;
using SaeFlows.Core.Training;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Sae.Evaluation;
using SaeFlows.Torch.Sae.Exchange;
using TorchSharp;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>What hosts do with autoencoders that are finished: measure them, and bring them from one layout to another.</summary>
public static class SaeInspection
{
    /// <summary>Measures an autoencoder on all windows or documents of a text.</summary>
    /// <param name="folder">In SAELens' layout.</param>
    /// <param name="model">Model folder.</param>
    /// <param name="text">As for a training.</param>
    /// <param name="options">Where and how much.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    /// <exception cref="UserInputException">Something is missing, or the parts do not belong together.</exception>
    public static SaeEvaluation Evaluate(string folder, string model, string text, SaeEvaluationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ContextLength < 2 || options.Threads < 1 || options.Tokens < 1)
        {
            throw new UserInputException("--context must be at least 2, --threads and --tokens at least 1");
        }

        TorchLibrary.EnsureLoaded();
        torch.set_num_threads(options.Threads);
        using var bundle = SaeLensFormat.Read(folder);
        using var subject = SubjectModel.Load(model, text, options.ContextLength, 0, options.By, options.Device);
        int layer = options.Layer ?? bundle.Config.Layer;
        string? name = options.Site ?? SaeSites.NameOf(bundle.Config.Hook);
        if (layer < 0 || layer >= subject.Model.Spec.Layers || name is null)
        {
            throw new UserInputException($"{folder}: hook '{bundle.Config.Hook}' and layer {layer} do not say where in this model of {subject.Model.Spec.Layers} layers it belongs; name --layer and --site ({string.Join(", ", SaeSites.Names)})");
        }

        var site = SaeSites.Of(name);
        if (SaeSites.WidthOf(subject.Model.Spec, site) != bundle.Sae.InputSize)
        {
            throw new UserInputException($"{folder}: an autoencoder of width {bundle.Sae.InputSize}, but {name} of {model} has width {SaeSites.WidthOf(subject.Model.Spec, site)}; they do not belong together");
        }

        bundle.Sae.MoveTo(subject.Model.Decoder.Device);
        using var evaluator = new SaeEvaluator(subject.Model.Decoder, bundle.Sae, layer, site, subject.Begin);
        var windows = subject.Windows.Whole();
        evaluator.Add(options.Tokens is { } most ? TokenWindows.First(windows, most) : windows, cancellationToken);
        var result = evaluator.Result(TrainedConfig.KindOf(bundle.Config));
        return result.Tokens > 0 ? result : throw new UserInputException($"{text}: is shorter than one window of {options.ContextLength} tokens; give more text or a smaller --context");
    }

    /// <summary>Reads an autoencoder of one layout and writes it in another.</summary>
    /// <returns>The architecture, and its sizes.</returns>
    /// <exception cref="UserInputException">Layouts by <see cref="Formats"/> only; or the source is damaged, or the target has no place for this kind.</exception>
    public static (string Architecture, int InputSize, int Latents) Convert(string source, string from, string target, string to)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new UserInputException($"{target}: is there already; name a new folder, so that nothing in it is overwritten");
        }

        TorchLibrary.EnsureLoaded();
        using var bundle = ExchangeFormats.Read(source, from);
        ExchangeFormats.Write(target, to, bundle);
        return (bundle.Sae.Architecture, bundle.Sae.InputSize, bundle.Sae.Latents);
    }

    /// <summary>Names of the layouts; the first is ours.</summary>
    public static IReadOnlyList<string> Formats => ExchangeFormats.All;
}
