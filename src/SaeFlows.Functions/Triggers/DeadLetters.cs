namespace SaeFlows.Functions.Triggers;

/// <summary>Texts of dead-lettered messages.</summary>
internal static class DeadLetters
{
    /// <summary>The service takes no longer one.</summary>
    private const int MostCharacters = 4096;

    public static string Description(Exception error) => error.Message.Length <= MostCharacters ? error.Message : error.Message[..MostCharacters];
}
