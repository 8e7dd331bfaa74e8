using SaeFlows.Core;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>The layouts by the names that the command line gives them.</summary>
internal static class ExchangeFormats
{
    public const string SaeLens = "saelens";
    public const string Sparsify = "sparsify";
    public const string DictionaryLearning = "dictionary-learning";

    public static IReadOnlyList<string> All { get; } = [SaeLens, Sparsify, DictionaryLearning];

    /// <exception cref="UserInputException">Nothing of that layout is there, or it is damaged or not supported.</exception>
    public static SaeBundle Read(string folder, string format) => format switch
    {
        Sparsify => SparsifyFormat.Read(folder),
        DictionaryLearning => DictionaryLearningFormat.Read(folder),
        _ => SaeLensFormat.Read(folder),
    };

    /// <exception cref="UserInputException">The layout has no place for this kind.</exception>
    public static void Write(string folder, string format, SaeBundle bundle)
    {
        switch (format)
        {
            case Sparsify:
                SparsifyFormat.Write(folder, bundle);
                break;
            case DictionaryLearning:
                DictionaryLearningFormat.Write(folder, bundle);
                break;
            default:
                SaeLensFormat.Write(folder, bundle.Sae, bundle.Config, bundle.LogSparsity);
                break;
        }
    }
}
