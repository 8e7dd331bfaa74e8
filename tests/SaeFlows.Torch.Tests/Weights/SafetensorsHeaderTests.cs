using System.Buffers.Binary;
using System.Text;
using SaeFlows.Core;
using SaeFlows.Torch.Weights;

namespace SaeFlows.Torch.Tests.Weights;

public sealed class SafetensorsHeaderTests
{
    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"BF16","shape":[2,2],"data_offsets":[8,16]}}""";

    [Fact]
    public void Read_GoodFile_GivesTypesShapesAndPlaces()
    {
        using var folder = new TemporaryFolder();
        string file = Write(folder, Good, 16);

        var entries = SafetensorsHeader.Read(file);

        Assert.Equal(("BF16", 4L, 8 + Good.Length + 8L), (entries["b"].DataType, entries["b"].Elements, entries["b"].Offset));
    }

    [Theory]
    [InlineData(Good, 12, "is cut off")]
    [InlineData(Good, 20, "4 bytes more")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}}""", 12, "lies about offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "lies about offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "lies about offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "lies about offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "lies about offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "lies about offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16, "twice")]
    [InlineData("""{"a":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}}""", 8, "unknown type 'Q4'")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", 8, "not a valid safetensors header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "not a valid safetensors header")]
    [InlineData("""{"a":""", 8, "not a valid safetensors header")]
    [InlineData("[]", 8, "not a valid safetensors header")]
    public void Read_BadFile_NamesFileAndFault(string header, int data, string fault)
    {
        using var folder = new TemporaryFolder();
        string file = Write(folder, header, data);

        var error = Assert.Throws<UserInputException>(() => SafetensorsHeader.Read(file));

        Assert.StartsWith(file, error.Message);
        Assert.Contains(fault, error.Message);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 0 })]
    [InlineData(new byte[] { 200, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' })]
    public void Read_NoHeaderThere_NamesFile(byte[] content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("model.safetensors"), content);

        var error = Assert.Throws<UserInputException>(() => SafetensorsHeader.Read(folder.File("model.safetensors")));

        Assert.Contains("bytes", error.Message);
    }

    internal static string Write(TemporaryFolder folder, string header, int data, string name = "model.safetensors")
    {
        var json = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + json.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, 8);
        File.WriteAllBytes(folder.File(name), bytes);
        return folder.File(name);
    }
}
