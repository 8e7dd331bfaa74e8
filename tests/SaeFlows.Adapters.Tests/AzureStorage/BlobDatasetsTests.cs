using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SaeFlows.AzureStorage;
using SaeFlows.AzureStorage.Artifacts;
using SaeFlows.Core;

namespace SaeFlows.Adapters.Tests.AzureStorage;

[Collection(AzuriteCollection.Name)]
public sealed class BlobDatasetsTests : IDisposable
{
    private readonly AzureStorageSettings _settings;
    private readonly BlobContainerClient _container;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saeflows-test-");

    public BlobDatasetsTests(AzuriteServer azurite)
    {
        _settings = azurite.Settings();
        _container = _settings.Container(_settings.DatasetContainer);
        _container.Create();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("test.jsonl")]
    [InlineData("a/b c/t\u00e9st #1?.csv")]
    [InlineData("a/..b/100%2e%2e.tsv")]
    public async Task FetchAsync_ByName_CopiesTheBlobUnderItsFileName(string name)
    {
        byte[] content = [0xEF, 0xBB, 0xBF, 0, 255, 10];
        await UploadAsync(name, content);

        string path = await new BlobDatasets(_container).FetchAsync(name, _folder.FullName, Token);

        Assert.Equal(Path.Combine(_folder.FullName, name.Split('/')[^1]), path);
        Assert.Equal(content, await File.ReadAllBytesAsync(path, Token));
    }

    [Fact]
    public async Task FetchAsync_LargeBlob_ComesWhole()
    {
        byte[] content = new byte[24 * 1024 * 1024];
        new Random(1).NextBytes(content);
        await UploadAsync("big.jsonl", content);

        string path = await new BlobDatasets(_container).FetchAsync("big.jsonl", _folder.FullName, Token);

        Assert.Equal(SHA256.HashData(content), SHA256.HashData(await File.ReadAllBytesAsync(path, Token)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../OTHER/secret.jsonl")]
    [InlineData("a/../../OTHER/secret.jsonl")]
    [InlineData("./x.jsonl")]
    [InlineData("/x.jsonl")]
    [InlineData("a//x.jsonl")]
    [InlineData("a/")]
    [InlineData("a\\..\\x.jsonl")]
    [InlineData("x\n.jsonl")]
    [InlineData("LONG")]
    [InlineData("LONGFILE")]
    public async Task FetchAsync_NameThatIsNone_IsRefusedInOneLine(string? name)
    {
        var other = _settings.Container(_settings.ArtifactContainer);
        await other.CreateAsync(cancellationToken: Token);
        await other.GetBlobClient("secret.jsonl").UploadAsync(BinaryData.FromString("secret"), Token);
        name = name?.Replace("LONGFILE", new string('n', 256), StringComparison.Ordinal).Replace("LONG", new string('n', 2000), StringComparison.Ordinal)
            .Replace("OTHER", other.Name, StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<UserInputException>(() => new BlobDatasets(_container).FetchAsync(name!, _folder.FullName, Token));

        Assert.Contains($"names no blob: give its path inside container '{_container.Name}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task FetchAsync_NoSuchBlobOrContainer_NamesBoth()
    {
        var missing = await Assert.ThrowsAsync<UserInputException>(() => new BlobDatasets(_container).FetchAsync("gone.csv", _folder.FullName, Token));
        var nowhere = await Assert.ThrowsAsync<UserInputException>(() => new BlobDatasets(_settings.Container("nowhere")).FetchAsync("gone.csv", _folder.FullName, Token));

        Assert.Contains($"'gone.csv' can't be read from container '{_container.Name}' (BlobNotFound)", missing.Message, StringComparison.Ordinal);
        Assert.Contains("container 'nowhere' (ContainerNotFound)", nowhere.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchAsync_NotAllowed_SaysSo()
    {
        await UploadAsync("test.csv", [1]);
        var anonymous = new BlobContainerClient(_container.Uri);

        var error = await Assert.ThrowsAsync<UserInputException>(() => new BlobDatasets(anonymous).FetchAsync("test.csv", _folder.FullName, Token));

        Assert.Contains("'test.csv' can't be read", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task UploadAsync(string name, byte[] content) =>
        await _container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), new BlobUploadOptions(), Token);
}
