using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SaeFlows.AzureStorage;
using SaeFlows.AzureStorage.Artifacts;
using SaeFlows.Core;

namespace SaeFlows.Adapters.Tests.AzureStorage;

[Collection(AzuriteCollection.Name)]
public sealed class BlobFolderTests : IDisposable
{
    private readonly AzureStorageSettings _settings;
    private readonly BlobContainerClient _container;
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("saeflows-test-");
    private readonly string _folder;

    public BlobFolderTests(AzuriteServer azurite)
    {
        _settings = azurite.Settings();
        _container = _settings.Container(_settings.DatasetContainer);
        _container.Create();
        _folder = Path.Combine(_parent.FullName, "models");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FetchAsync_Tree_IsCopiedWithoutDirectoryMarks()
    {
        await UploadAsync("llama/config.json", "{}");
        await UploadAsync("llama/weights/1.safetensors", "w");
        await UploadAsync("sae", string.Empty, new() { ["hdi_isfolder"] = "true" });
        await UploadAsync("sae/cfg.json", "[]");

        await FetchAsync();

        Assert.Equal(
            ["llama/config.json", "llama/weights/1.safetensors", "sae/cfg.json"],
            Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder, file)).Order(StringComparer.Ordinal));
        Assert.Equal("w", await ReadAsync("llama/weights/1.safetensors"));
    }

    [Fact]
    public async Task FetchAsync_Again_LeavesWhatIsThereAndFinishesWhatIsNot()
    {
        await UploadAsync("a", "whole");
        await UploadAsync("b", "whole");
        await UploadAsync("c", "whole");
        await FetchAsync();
        var untouched = File.GetLastWriteTimeUtc(Path.Combine(_folder, "a"));
        await using var open = File.Open(Path.Combine(_folder, "a"), FileMode.Open, FileAccess.Read, FileShare.None);
        File.Delete(Path.Combine(_folder, "b"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "b.unfinished"), "wh and more than the whole", Token);
        await File.WriteAllTextAsync(Path.Combine(_folder, "c"), "who", Token);

        await FetchAsync();

        Assert.Equal(("whole", "whole"), (await ReadAsync("b"), await ReadAsync("c")));
        Assert.False(File.Exists(Path.Combine(_folder, "b.unfinished")));
        Assert.Equal(untouched, File.GetLastWriteTimeUtc(Path.Combine(_folder, "a")));
    }

    [Fact]
    public async Task FetchAsync_OtherContentOfTheSameLength_IsCopied()
    {
        await UploadAsync("weights", "old");
        await FetchAsync();
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "weights"), File.GetLastWriteTimeUtc(Path.Combine(_folder, "weights")).AddMinutes(-1));
        await UploadAsync("weights", "new");

        await FetchAsync();

        Assert.Equal("new", await ReadAsync("weights"));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("PARENT/outside")]
    public async Task FetchAsync_NameThatLeadsOut_IsRefusedAndWritesNothing(string name)
    {
        using var handler = new ListingHandler(name.Replace("PARENT", _parent.FullName, StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<UserInputException>(() => FetchAsync(handler));

        Assert.Contains("leads out of the folder", error.Message, StringComparison.Ordinal);
        Assert.Empty(_parent.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task FetchAsync_NameWithASlashAtTheEnd_IsNoFile()
    {
        using var handler = new ListingHandler("llama/");

        await FetchAsync(handler);

        Assert.Empty(_parent.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task FetchAsync_ContainerMissing_SaysWhatToDo()
    {
        var error = await Assert.ThrowsAsync<UserInputException>(() => new BlobFolder(_settings.Container("nowhere")).FetchAsync(_folder, Token));

        Assert.Contains("Container 'nowhere' can't be read (ContainerNotFound)", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _parent.Delete(recursive: true);

    private Task FetchAsync() => new BlobFolder(_container).FetchAsync(_folder, Token);

    private async Task FetchAsync(ListingHandler handler)
    {
        using var http = new HttpClient(handler, disposeHandler: false);
        var listed = new BlobContainerClient(new Uri("http://127.0.0.1/c"), new BlobClientOptions { Transport = new HttpClientTransport(http) });
        await new BlobFolder(listed).FetchAsync(_folder, Token);
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(_folder, name), Token);

    private async Task UploadAsync(string name, string content, Dictionary<string, string>? metadata = null) =>
        await _container.GetBlobClient(name).UploadAsync(BinaryData.FromString(content), new BlobUploadOptions { Metadata = metadata }, Token);
}
