using SaeFlows.Core.Models;
using SaeFlows.Pocket.Assets;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Torch.Tests.Runtime;

/// <summary>The shipped model, loaded once.</summary>
public sealed class PocketFixture : IDisposable
{
    public PocketFixture()
    {
        TorchLibrary.EnsureLoaded();
        Runtime = TorchModelRuntime.Load(Options(PocketAssets.Shipped));
    }

    public TorchModelRuntime Runtime { get; }

    public static TorchModelOptions Options(PocketAssets assets) => new()
    {
        ModelName = PocketAssets.ModelName,
        ModelFolder = assets.ModelFolder,
        SaeFolder = assets.SaeFolder,
        DomainFolder = assets.DomainFolder,
    };

    public static ModelJob Job(string question, params string[] detectors) => new()
    {
        JobId = question,
        RunId = "r",
        QuestionId = "q",
        ReplyToInstance = "i",
        ReplyEvent = "e",
        Model = new ModelReference("pocket", "pocket", "pocket"),
        Question = question,
        MaxNewTokens = 4,
        Detection = detectors.Length == 0 ? null : new DetectionRequest(detectors, 1),
    };

    public IReadOnlyList<ModelJobResult> Run(params ModelJob[] jobs) => Runtime.Run(jobs, CancellationToken.None);

    public void Dispose() => Runtime.Dispose();
}
