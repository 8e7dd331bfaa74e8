using SaeFlows.Torch.Native;

namespace SaeFlows.Torch.Tests.Native;

public class StdCxxPatchTests
{
    private const string Import = "GLIBCXX_3.4.32";

    [Fact]
    public void CopyFor_LibraryOfGcc13_NeedsTheNewVersionNoMoreAndLeavesTheOriginal()
    {
        var library = Library();
        var before = File.ReadAllBytes(library);

        var copy = StdCxxPatch.CopyFor(library);

        Assert.NotNull(copy);
        Assert.False(new ElfImage(File.ReadAllBytes(copy)).Needs(Import));
        Assert.Equal(before, File.ReadAllBytes(library));
    }

    [Fact]
    public void CopyFor_FittedCopy_NeedsNoOther() => Assert.Null(StdCxxPatch.CopyFor(StdCxxPatch.CopyFor(Library())!));

    [Fact]
    public void ElfImage_OtherFile_IsRefused() => Assert.Throws<InvalidDataException>(() => new ElfImage(new byte[200]));

    [Fact]
    public void RebindImport_AbsentSymbol_IsRefused() =>
        Assert.Throws<InvalidDataException>(() => new ElfImage(File.ReadAllBytes(Library())).RebindImport("_no_such_import_", "_x", "GLIBCXX_3.4"));

    [Fact]
    public void EnsureLoaded_Twice_GivesWorkingTensors()
    {
        TorchLibrary.EnsureLoaded();
        TorchLibrary.EnsureLoaded();

        using var sum = TorchSharp.torch.ones(3).sum();
        Assert.Equal(3, sum.item<float>());
    }

    private static string Library()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        Assert.SkipUnless(File.Exists(path), "the Linux build of TorchSharp's library is not beside the tests");
        return path;
    }
}
