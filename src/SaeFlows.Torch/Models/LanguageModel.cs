using SaeFlows.Core;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Tokenizers;
using SaeFlows.Torch.Weights;

namespace SaeFlows.Torch.Models;

/// <summary>A model folder in memory: decoder and tokenizer. Not thread-safe.</summary>
public sealed class LanguageModel : IDisposable
{
    private readonly Lazy<Tokenizer> _tokenizer;

    internal LanguageModel(string folder, Decoder decoder, Func<Tokenizer> tokenizer)
    {
        Folder = folder;
        Decoder = decoder;
        _tokenizer = new Lazy<Tokenizer>(tokenizer);
    }

    public string Folder { get; }

    public DecoderSpec Spec => Decoder.Spec;

    /// <summary>The folder's tokenizer, loaded when first asked for.</summary>
    /// <exception cref="UserInputException">The folder has none.</exception>
    public Tokenizer Tokenizer => _tokenizer.Value;

    internal Decoder Decoder { get; }

    /// <summary>Checks configuration and weights, then loads them.</summary>
    /// <exception cref="UserInputException">What is missing or wrong: one line that names the file and the fix.</exception>
    public static LanguageModel Load(string folder, ModelLoadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ModelLoadOptions();
        var spec = DecoderSpecReader.Read(folder);
        using var weights = WeightSource.Open(folder);
        weights.Check(DecoderShapes.Of(spec));
        TorchLibrary.EnsureLoaded();
        var decoder = DecoderBuilder.Load(spec, weights, options.Type, TorchDevice.Of(options.DeviceName), cancellationToken);
        return new LanguageModel(folder, decoder, () => TokenizerLoader.Load(folder));
    }

    public void Dispose() => Decoder.Dispose();
}
