using Azure.Storage.Blobs;
using SaeFlows.AzureStorage.Artifacts;
using SaeFlows.Core;
using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.AzureStorage;

[Collection(AzuriteCollection.Name)]
public sealed class BlobArtifactStoreTests : ArtifactStoreSuite
{
    private readonly BlobContainerClient _container;
    private readonly BlobArtifactStore _store;

    public BlobArtifactStoreTests(AzuriteServer azurite)
    {
        var settings = azurite.Settings();
        _container = settings.Container(settings.ArtifactContainer);
        _container.Create();
        _store = new BlobArtifactStore(_container);
    }

    protected override IArtifactStore Store => _store;

    [Fact]
    public async Task Get_WithoutAwaiting_ReadsWhatTheOtherWayWrote()
    {
        byte[] content = [7, 8, 9];

        Assert.Equal(await _store.PutAsync(content, TestContext.Current.CancellationToken), _store.Put(content));
        Assert.Equal(content, _store.Get(_store.Put(content)));
    }

    [Fact]
    public async Task GetAsync_BlobChanged_IsFound()
    {
        var token = TestContext.Current.CancellationToken;
        string name = await Store.PutAsync(new byte[] { 1, 2, 3 }, token);
        await _container.GetBlobClient($"{name[..2]}/{name}").UploadAsync(BinaryData.FromBytes(new byte[] { 1, 2, 4 }), overwrite: true, token);

        await Assert.ThrowsAsync<InvalidDataException>(() => Store.GetAsync(name, token));
        Assert.Throws<InvalidDataException>(() => _store.Get(name));
    }

    [Fact]
    public async Task PutAsync_ContainerMissing_SaysWhatToDo()
    {
        await _container.DeleteAsync(cancellationToken: TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<UserInputException>(() => Store.PutAsync(new byte[] { 1 }, TestContext.Current.CancellationToken));
        Assert.Contains(_container.Name, error.Message, StringComparison.Ordinal);
    }
}
