using SaeFlows.Amqp;
using SaeFlows.Core;

namespace SaeFlows.Adapters.Tests.ServiceBus;

public sealed class AmqpSettingsTests
{
    [Fact]
    public void Parse_ServiceBusPolicy_ReadsHostAndKey()
    {
        var settings = AmqpSettings.Parse("Endpoint=sb://team.servicebus.windows.net/;SharedAccessKeyName=Send;SharedAccessKey=ab=cd==;EntityPath=model-jobs");

        Assert.Equal(
            (BrokerDialect.ServiceBus, "team.servicebus.windows.net", 5671, true, "Send", "ab=cd==", "model-jobs", false),
            (settings.Dialect, settings.Host, settings.Port, settings.UseTls, settings.KeyName, settings.Key, settings.EntityPath, settings.NeedsCredential));
    }

    [Fact]
    public void Parse_Emulator_IsWithoutTls()
    {
        var settings = AmqpSettings.Parse("Endpoint=sb://localhost;SharedAccessKeyName=R;SharedAccessKey=k;UseDevelopmentEmulator=true;");

        Assert.Equal(("localhost", 5672, false), (settings.Host, settings.Port, settings.UseTls));
    }

    [Fact]
    public void Parse_EndpointAlone_NeedsACredential() => Assert.True(AmqpSettings.Parse("Endpoint=sb://team.servicebus.windows.net/").NeedsCredential);

    [Fact]
    public void Parse_AmqpAddress_DecodesUserAndVirtualHost()
    {
        var settings = AmqpSettings.Parse("amqps://us%40er:p%3Aw@rabbit:5999/team%2Fa");

        Assert.Equal(
            (BrokerDialect.RabbitMq, "rabbit", 5999, true, "us@er", "p:w", "team/a"),
            (settings.Dialect, settings.Host, settings.Port, settings.UseTls, settings.UserName, settings.Password, settings.VirtualHost));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("SharedAccessKeyName=R;SharedAccessKey=secret", "Endpoint is missing")]
    [InlineData("Endpoint=https://x/;SharedAccessKeyName=R;SharedAccessKey=secret", "no sb:// address")]
    [InlineData("Endpoint=sb://x/;SharedAccessKey=secret", "one is missing")]
    [InlineData("Endpoint=sb://x/;SharedAccessKeyName=R", "one is missing")]
    [InlineData("Endpoint=sb://x/;SharedAccesKey=secret", "part 2 is no known setting")]
    [InlineData("Endpoint=sb://x/;secret", "part 2 is no known setting")]
    [InlineData("Endpoint=sb://x/;Endpoint=sb://y/", "given twice")]
    [InlineData("Endpoint=sb://x/;SharedAccessKeyName=R;SharedAccessKey=secret;UseDevelopmentEmulator=yes", "UseDevelopmentEmulator is 'yes'")]
    [InlineData("amqp://", "no amqp address")]
    [InlineData("amqp:rabbit", "no amqp address")]
    [InlineData("amqpx://rabbit", "no amqp address")]
    public void Parse_Malformed_SaysInOneLineWhatAndHow(string text, string fault)
    {
        var refused = Assert.Throws<UserInputException>(() => AmqpSettings.Parse(text)).Message;

        Assert.Contains(fault, refused, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused);
    }
}
