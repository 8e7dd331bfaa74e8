using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SaeFlows.Core;
using SaeFlows.Torch.Sae.Exchange;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

public sealed class TorchFileTests : TorchTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("standard")]
    [InlineData("batchtopk")]
    [InlineData("views")]
    public void Read_FileOfTorchSave_GivesItsNumbers(string name)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Golden", "Autoencoders", name);
        var expected = JsonElement.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));

        using var scope = NewDisposeScope();
        var tensors = TorchFileReader.Read(Path.Combine(folder, "ae.pt"));

        Assert.Equal(expected.EnumerateObject().Select(p => p.Name).Order(), tensors.Keys.Order());
        Assert.All(expected.EnumerateObject(), p => Assert.Equal(
            p.Value.EnumerateArray().Select(v => v.GetDouble()), tensors[p.Name].to(ScalarType.Float64).flatten().data<double>().ToArray()));
    }

    [Fact]
    public void Read_BatchTopKOfTorchSave_IsAJumpReluWithOneThreshold()
    {
        using var read = ExchangeFormats.Read(Path.Combine(AppContext.BaseDirectory, "Golden", "Autoencoders", "batchtopk"), ExchangeFormats.DictionaryLearning);

        Assert.Equal(("jumprelu", 2.0, 2), (read.Sae.Architecture, read.Config.K, read.Config.Layer));
        Assert.All(read.Sae.Weights["threshold"].data<float>().ToArray(), t => Assert.Equal(0.25f, t));
    }

    [Theory]
    [InlineData("cos\nsystem\n(S'true'\ntR.", "os.system")]
    [InlineData("cbuiltins\neval\n(X\u0001\0\0\01tR.", "builtins.eval")]
    [InlineData("ctorch\nload\n)R.", "torch.load")]
    [InlineData("ctorch._utils\n_rebuild_tensor_v2\n)R.", "do not fit")]
    [InlineData("ccollections\nOrderedDict\n(K\u0001tR.", "do not fit")]
    [InlineData("(lp0\n.", "instruction")]
    [InlineData("ipos\nsystem\n.", "instruction")]
    [InlineData("}X\u0001\0\0\0aK\u0001s.", "no tensor")]
    [InlineData("K\u0001.", "no dictionary")]
    [InlineData("}", "cut off")]
    [InlineData("X\u00ff\0\0\0a", "cut off")]
    [InlineData("u.", "never opened")]
    [InlineData("h\u0007.", "never kept")]
    public void Read_PickleThatIsNoStateDictionary_IsRefusedWithoutRunningIt(string pickle, string reason)
    {
        string path = Write(("archive/data.pkl", Encoding.Latin1.GetBytes(pickle)));

        var error = Assert.Throws<UserInputException>(() => TorchFileReader.Read(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, "reaches")]
    [InlineData(8, "reaches")]
    [InlineData(0, "bytes of")]
    public void Read_TensorThatDoesNotFitItsStorage_IsRefused(int offset, string reason)
    {
        using var writer = new PickleWriter();
        writer.EmptyOrderedDictionary();
        writer.Mark();
        writer.Text("a");
        writer.Global("torch._utils", "_rebuild_tensor_v2");
        writer.Mark();
        writer.Mark();
        writer.Text("storage");
        writer.Global("torch", "FloatStorage");
        writer.Text("0");
        writer.Text("cpu");
        writer.Whole(4);
        writer.Tuple();
        writer.Persistent();
        writer.Whole(offset);
        writer.Wholes([2, 2]);
        writer.Wholes([2, 1]);
        writer.False();
        writer.EmptyOrderedDictionary();
        writer.Tuple();
        writer.Call();
        writer.SetItems();
        string path = Write(("archive/data.pkl", writer.End()), ("archive/data/0", new byte[offset == 0 ? 12 : 16]));

        Assert.Contains(reason, Assert.Throws<UserInputException>(() => TorchFileReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CutAndFlippedFiles_AreRefusedOrRead()
    {
        var whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "Autoencoders", "standard", "ae.pt"));
        var random = new Random(1);
        string path = _folder.File("ae.pt");
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = i % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            if (i % 2 == 1)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(path, bytes);
            var error = Record.Exception(() => Dispose(TorchFileReader.Read(path)));

            Assert.True(error is null or UserInputException, $"case {i}: {error}");
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void Dispose(Dictionary<string, Tensor> tensors)
    {
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private string Write(params (string Name, byte[] Content)[] entries)
    {
        string path = _folder.File("ae.pt");
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }

        return path;
    }
}
