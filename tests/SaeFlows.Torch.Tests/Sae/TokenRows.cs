using System.Text;

namespace SaeFlows.Torch.Tests.Sae;

/// <summary>Tokenised rows for the small test models: ids from 3 to 39, so no tokenizer is needed.</summary>
internal static class TokenRows
{
    /// <summary>Writes rows of unequal length; each token depends on the one before, so that there is something to learn.</summary>
    public static string Write(string path, int rows, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int row = 0; row < rows; row++)
        {
            int token = random.Next(37);
            var ids = new List<int>();
            for (int i = random.Next(5, 60); i > 0; i--)
            {
                token = ((token * 7) + random.Next(3)) % 37;
                ids.Add(token + 3);
            }

            text.Append("{\"input_ids\": [").AppendJoin(", ", ids).Append("]}\n");
        }

        File.WriteAllText(path, text.ToString());
        return path;
    }
}
