using System.Text;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>Opens text as UTF-8 and marks what is none, so that the row can be named.</summary>
internal static class DatasetText
{
    /// <summary>
    /// Stands for a run of bytes that is not UTF-8. A noncharacter (Unicode 15, 23.7): no text for interchange contains it, unlike U+FFFD.
    /// </summary>
    public const char InvalidBytes = '\uFDD0';

    public const string NotUtf8 = "not UTF-8 text; convert the file first, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE > FILE.utf8";

    private static readonly Encoding Marking = Encoding.GetEncoding(
        "utf-8", EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(InvalidBytes.ToString()));

    public static StreamReader Open(string path)
    {
        var stream = DatasetBytes.Open(path);
        return new StreamReader(stream, Marking, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
    }

    /// <summary>The byte order mark is no part of the first value.</summary>
    public static string WithoutMark(string line) => line.StartsWith('\uFEFF') ? line[1..] : line;
}
