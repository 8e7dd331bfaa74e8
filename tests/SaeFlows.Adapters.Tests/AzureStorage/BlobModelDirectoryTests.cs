using SaeFlows.AzureStorage.Artifacts;
using SaeFlows.Core;
using SaeFlows.Core.Models;
using SaeFlows.TestKit.Builders;

namespace SaeFlows.Adapters.Tests.AzureStorage;

[Collection(AzuriteCollection.Name)]
public sealed class BlobModelDirectoryTests
{
    private readonly BlobModelDirectory _directory;

    public BlobModelDirectoryTests(AzuriteServer azurite)
    {
        var settings = azurite.Settings();
        var container = settings.Container(settings.ArtifactContainer);
        container.Create();
        _directory = new BlobModelDirectory(container);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindAsync_Published_ComesBackAsLastTold()
    {
        var reference = new ModelReference("m", "s", "d");
        var told = Runs.Settings.ModelDescription;
        await _directory.PublishAsync(reference, told with { Layer = 0 }, Token);
        await _directory.PublishAsync(reference, told with { Layer = 5 }, Token);

        var found = await _directory.FindAsync(reference, Token);

        Assert.Equal((told.Model, 5), (found.Model, found.Layer));
        Assert.Equal(told.Detectors, found.Detectors);
    }

    [Fact]
    public async Task FindAsync_NobodyTold_NamesTheModel()
    {
        var error = await Assert.ThrowsAsync<UserInputException>(() => _directory.FindAsync(new ModelReference("other", "s", "d"), Token));

        Assert.Contains("'other'", error.Message, StringComparison.Ordinal);
    }
}
