namespace SaeFlows.Torch.Tests.Golden;

/// <summary>Files beside the Python that made them.</summary>
internal static class GoldenFiles
{
    public static string Path(params string[] parts) => System.IO.Path.Combine([AppContext.BaseDirectory, "Golden", .. parts]);
}
