using System.Text.Json;
using System.Text.RegularExpressions;

namespace SaeFlows.Core;

/// <summary>JSON data files that belong to a model: read strictly, written whole or not at all.</summary>
public static partial class DataFile
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"{path}: can't be read ({e.Message.TrimEnd('.')}); it must be a file that you may read.", e);
        }
        catch (JsonException e)
        {
            throw new UserInputException($"{path}: {Reason(e)}; restore or re-make it.", e);
        }
    }

    // The serializer names our types; whoever wrote the file knows its members and lines.
    private static string Reason(JsonException error)
    {
        string place = error.LineNumber is { } line ? $"line {line + 1}" : "its content";
        return
            UnknownMember().Match(error.Message) is { Success: true } unknown ? $"{place} has the unknown member '{unknown.Groups[1].Value}'"
            : MissingMembers().Match(error.Message) is { Success: true } missing ? $"it lacks {missing.Groups[1].Value}"
            : WrongKind().IsMatch(error.Message) ? $"{place}: the value of {(error.Path is null or "$" ? "the whole file" : error.Path.TrimStart('$', '.'))} is of the wrong kind"
            : $"{place} is not as expected ({error.Message.Split(". Path")[0].Split(". LineNumber")[0].TrimEnd('.')})";
    }

    [GeneratedRegex("^The JSON property '(.*?)' could not be mapped")]
    private static partial Regex UnknownMember();

    [GeneratedRegex("was missing required properties including: (.*?)\\.?$")]
    private static partial Regex MissingMembers();

    [GeneratedRegex("^The JSON value could not be converted to ")]
    private static partial Regex WrongKind();

    /// <summary>Writes beside the target and renames.</summary>
    public static void Write<T>(string path, T value)
    {
        var fresh = path + ".part";
        File.WriteAllBytes(fresh, [.. JsonSerializer.SerializeToUtf8Bytes(value, Options), (byte)'\n']);
        File.Move(fresh, path, overwrite: true);
    }
}
