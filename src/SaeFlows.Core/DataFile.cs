using System.Text.Json;

namespace SaeFlows.Core;

/// <summary>JSON data files that belong to a model: read strictly, written whole or not at all.</summary>
public static class DataFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IndentSize = 1,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="UserInputException">The file is missing or not of this form.</exception>
    public static T Read<T>(string path)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Options) ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserInputException($"{path}: no such file; point to a folder that holds it.", e);
        }
        catch (JsonException e)
        {
            throw new UserInputException($"{path}: not a {typeof(T).Name} file ({e.Message.Split(". Path")[0]}); restore or re-make it.", e);
        }
    }

    /// <summary>Writes beside the target and renames.</summary>
    public static void Write<T>(string path, T value)
    {
        var fresh = path + ".part";
        File.WriteAllBytes(fresh, [.. JsonSerializer.SerializeToUtf8Bytes(value, Options), (byte)'\n']);
        File.Move(fresh, path, overwrite: true);
    }
}
