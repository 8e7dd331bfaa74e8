namespace SaeFlows.Core;

/// <summary>
/// Bad input that the user can mend: the message is one line that names the file, the row where there is one, and the fix.
/// Hosts print it without a stack trace and end with exit code 2.
/// </summary>
public sealed class UserInputException : Exception
{
    public UserInputException(string message)
        : base(message)
    {
    }

    public UserInputException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
