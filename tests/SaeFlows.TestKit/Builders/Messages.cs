using System.Text;
using SaeFlows.Core.Ports;

namespace SaeFlows.TestKit.Builders;

/// <summary>Queue messages for tests.</summary>
public static class Messages
{
    public static JobMessage Text(string id, string body = "{}") => new() { MessageId = id, Subject = "Test.v1", Body = Encoding.UTF8.GetBytes(body) };
}
