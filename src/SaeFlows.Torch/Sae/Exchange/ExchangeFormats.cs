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
    public static SaeBundle Read(string folder, string format)
    {
        if (File.Exists(folder))
        {
            throw new UserInputException($"{folder}: is a file; name the folder that holds it");
        }

        if (!File.Exists(WeightsOf(folder, format)) && All.FirstOrDefault(other => File.Exists(WeightsOf(folder, other))) is { } found)
        {
            throw new UserInputException($"{folder}: is in the layout of {found}, not of {format}; bring it into ours with 'sae import {folder} OUT --format {found}'");
        }

        return format switch
        {
            Sparsify => SparsifyFormat.Read(folder),
            DictionaryLearning => DictionaryLearningFormat.Read(folder),
            _ => SaeLensFormat.Read(folder),
        };
    }

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

    private static string WeightsOf(string folder, string format) => Path.Combine(folder, format switch
    {
        Sparsify => SparsifyFormat.WeightsFile,
        DictionaryLearning => DictionaryLearningFormat.WeightsFile,
        _ => SaeFolder.WeightsFile,
    });
}
