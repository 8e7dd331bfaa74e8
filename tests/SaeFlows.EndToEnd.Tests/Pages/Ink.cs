using Microsoft.Playwright;

namespace SaeFlows.EndToEnd.Tests.Pages;

/// <summary>How much of a screenshot differs from its background.</summary>
internal static class Ink
{
    private const string Script = """
        async png => {
          const image = new Image();
          image.src = 'data:image/png;base64,' + png;
          await image.decode();
          const canvas = document.createElement('canvas');
          canvas.width = image.width; canvas.height = image.height;
          const context = canvas.getContext('2d');
          context.drawImage(image, 0, 0);
          const pixels = context.getImageData(0, 0, image.width, image.height).data;
          let other = 0;
          for (let i = 4; i < pixels.length; i += 4)
            other += Math.abs(pixels[i] - pixels[0]) + Math.abs(pixels[i + 1] - pixels[1]) + Math.abs(pixels[i + 2] - pixels[2]) > 30 ? 1 : 0;
          return other / (pixels.length / 4);
        }
        """;

    /// <summary>Share of pixels that are not of the first pixel's colour.</summary>
    public static async Task<double> ShareAsync(IBrowserContext context, byte[] screenshot)
    {
        var blank = await context.NewPageAsync();
        double share = await blank.EvaluateAsync<double>(Script, Convert.ToBase64String(screenshot));
        await blank.CloseAsync();
        return share;
    }
}
