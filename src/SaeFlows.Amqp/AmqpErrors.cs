using System.Net.Sockets;
using System.Security.Authentication;
using Amqp;
using Azure.Identity;
using SaeFlows.Core;
using SaeFlows.Core.Ports;

namespace SaeFlows.Amqp;

/// <summary>Sorts what the client library throws: the user's to mend, or the broker away for now.</summary>
internal static class AmqpErrors
{
    private const string NotFound = "amqp:not-found";
    private const string Unauthorized = "amqp:unauthorized-access";

    /// <summary>True for failures of link, connection or broker; programming errors pass through.</summary>
    public static bool IsOfTheBroker(Exception exception) =>
        exception is AmqpException or SocketException or IOException or TimeoutException or ObjectDisposedException or AuthenticationException
            or AuthenticationFailedException;

    public static Exception Translate(Exception exception, AmqpSettings broker, string what)
    {
        var condition = (exception as AmqpException)?.Error?.Condition?.ToString();
        return condition switch
        {
            NotFound => new UserInputException($"{what} does not exist on broker {broker}: create it, or name another queue.", exception),
            Unauthorized => new UserInputException($"Broker {broker} refuses to sign in for {what}: check key or password and its rights.", exception),
            _ => exception switch
            {
                AuthenticationException => new UserInputException($"The TLS certificate of broker {broker} is not accepted ({exception.Message}): check host name and trust.", exception),
                AuthenticationFailedException => new UserInputException($"No Entra token for broker {broker}: {FirstLine(exception.Message)}", exception),
                _ => new JobQueueUnavailableException($"Broker {broker} is away ({what}): {FirstLine(exception.Message)}", exception),
            },
        };
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();
}
