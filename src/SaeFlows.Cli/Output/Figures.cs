using System.Globalization;

namespace SaeFlows.Cli.Output;

/// <summary>How figures stand in tables.</summary>
internal static class Figures
{
    public const string Unknown = "-";

    public static string WithInterval(double? value, IReadOnlyList<double>? interval) => interval is null
        ? Share(value)
        : $"{Share(value)} [{Share(interval[0])}, {Share(interval[1])}]";

    public static string Share(double? value) => value is { } number ? Number(number, "0.000") : Unknown;

    public static string P(double? p) => p is { } value ? Number(value, value < 0.001 ? "0.0e0" : "0.000") : Unknown;

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);
}
