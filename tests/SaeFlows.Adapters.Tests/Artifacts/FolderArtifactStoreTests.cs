using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Artifacts;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Artifacts;

public sealed class FolderArtifactStoreTests : ArtifactStoreSuite, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saeflows-test-");

    protected override IArtifactStore Store => new FolderArtifactStore(_folder.FullName);

    [Fact]
    public async Task GetAsync_FileChanged_IsFound()
    {
        var token = TestContext.Current.CancellationToken;
        string name = await Store.PutAsync(new byte[] { 1, 2, 3 }, token);
        await File.WriteAllBytesAsync(Assert.Single(_folder.GetFiles(name, SearchOption.AllDirectories)).FullName, [1, 2, 4], token);

        await Assert.ThrowsAsync<InvalidDataException>(() => Store.GetAsync(name, token));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
