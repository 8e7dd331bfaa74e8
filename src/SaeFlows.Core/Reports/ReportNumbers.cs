using System.Globalization;

namespace SaeFlows.Core.Reports;

/// <summary>How numbers are written in reports.</summary>
internal static class ReportNumbers
{
    public const string Unknown = "-";

    public static string Share(double? value) => Of(value, "0.000");

    public static string Signed(double? value) => Of(value, "+0.000;-0.000;0.000");

    public static string Share(double? value, IReadOnlyList<double>? interval) =>
        interval is null ? Share(value) : $"{Share(value)} [{Share(interval[0])}, {Share(interval[1])}]";

    public static string Signed(double? value, IReadOnlyList<double>? interval) =>
        interval is null ? Signed(value) : $"{Signed(value)} [{Signed(interval[0])}, {Signed(interval[1])}]";

    /// <summary>A p-value: three decimals, or a power of ten where those would be 0.</summary>
    public static string P(double? p) => Of(p, p is < 0.001 and > 0 ? "0.0e0" : "0.000");

    public static string Percent(double? share) => share is null or double.NaN ? Unknown : Of(share * 100, "+0.0;-0.0;0.0") + " %";

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Of(double? value, string format) => value is null or double.NaN ? Unknown : value.Value.ToString(format, CultureInfo.InvariantCulture);
}
