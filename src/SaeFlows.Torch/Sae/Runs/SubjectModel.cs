using SaeFlows.Core.Training;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Models;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>The model that is looked into, with the text it reads.</summary>
internal sealed record SubjectModel(LanguageModel Model, TokenFiles Files, TokenWindows Windows, int? Begin) : IDisposable
{
    /// <exception cref="Core.UserInputException">Model or text is missing or damaged.</exception>
    public static SubjectModel Load(string model, string text, int contextLength, int holdOutEvery, string by, string device)
    {
        var loaded = LanguageModel.Load(model, new ModelLoadOptions { DeviceName = device });
        bool byDocument = by == TextUnits.Document;
        var files = new TokenFiles(text, () => loaded.Tokenizer, byDocument);
        int? begin = loaded.Spec.BosId;
        return new SubjectModel(loaded, files, new TokenWindows(files, Math.Min(contextLength, loaded.Spec.ContextLength), begin, holdOutEvery, byDocument, loaded.Spec.VocabularySize), begin);
    }

    public void Dispose()
    {
        Files.Dispose();
        Model.Dispose();
    }
}
