using SaeFlows.Core;
using SaeFlows.Core.Reports;
using SaeFlows.Core.Reports.Pages;

namespace SaeFlows.Cli.Reports;

/// <summary>A report's files in a folder: one HTML file that needs nothing else, and Markdown with its plots.</summary>
internal static class ReportFiles
{
    public const string Html = "report.html";
    public const string Markdown = "report.md";

    /// <summary>Writes each file beside its target and renames; a report that is there already is replaced.</summary>
    /// <returns>The HTML file's full path.</returns>
    /// <exception cref="UserInputException">The folder can't be written.</exception>
    public static string Write(string folder, ReportDocument document)
    {
        string target = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(Path.Combine(target, MarkdownPage.PlotFolder));
            foreach (var (file, content) in MarkdownPage.Plots(document))
            {
                Replace(Path.Combine(target, MarkdownPage.PlotFolder, file), content);
            }

            Replace(Path.Combine(target, Markdown), MarkdownPage.Write(document));
            Replace(Path.Combine(target, Html), HtmlPage.Write(document));
            return Path.Combine(target, Html);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"Report '{target}' can't be written: {error.Message} Name a folder that you may write with --out.", error);
        }
    }

    private static void Replace(string path, string content)
    {
        string fresh = path + ".part";
        File.WriteAllText(fresh, content);
        File.Move(fresh, path, overwrite: true);
    }
}
