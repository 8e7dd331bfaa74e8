using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using TraceContext = System.Diagnostics.ActivityContext;

namespace SaeFlows.Core.Models;

/// <summary>
/// The wire form of jobs and results: JSON bodies, message id = job id, and the reply address in the properties too, so that
/// a message whose body cannot be read can still be answered.
/// </summary>
public static class ModelMessages
{
    public const string JobsQueue = "model-jobs";
    public const string ResultsQueue = "model-results";
    public const string JobSubject = "ModelJob.v1";
    public const string ResultSubject = "ModelJobResult.v1";

    private const string ReplyToInstance = "replyToInstance";
    private const string ReplyEvent = "replyEvent";
    private const string TraceParent = "traceparent";
    private const string Tries = "tries";
    private const string JobId = "jobId";

    public static JobMessage FromJob(ModelJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Create(JobSubject, job.JobId, job, job.ReplyToInstance, job.ReplyEvent);
    }

    public static JobMessage FromResult(ModelJobResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Create(ResultSubject, result.JobId, result, result.ReplyToInstance, result.ReplyEvent);
    }

    /// <exception cref="InvalidDataException">Another subject, or a body that is no such job; one line.</exception>
    public static ModelJob ReadJob(JobMessage message) => Read<ModelJob>(message, JobSubject);

    /// <exception cref="InvalidDataException">Another subject, or a body that is no such result; one line.</exception>
    public static ModelJobResult ReadResult(JobMessage message) => Read<ModelJobResult>(message, ResultSubject);

    /// <summary>An error result for a job message whose body may be unreadable; false where it names nobody to answer.</summary>
    public static bool TryCreateError(JobMessage message, string error, [NotNullWhen(true)] out ModelJobResult? result)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (instance, reply) = Address(message);
        result = instance is null || reply is null || message.MessageId.Length == 0
            ? null
            : new ModelJobResult { JobId = JobIdOf(message), ReplyToInstance = instance, ReplyEvent = reply, Error = error };
        return result is not null;
    }

    /// <summary>
    /// The same job as a new message, for a queue that counts deliveries by message: with the tries that were made of it, and
    /// under another id, or duplicate detection would drop it.
    /// </summary>
    public static JobMessage Again(JobMessage message, int tries)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message with
        {
            MessageId = Guid.CreateVersion7().ToString("N"),
            Properties = new Dictionary<string, string>(message.Properties, StringComparer.Ordinal)
            {
                [JobId] = JobIdOf(message),
                [Tries] = tries.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    /// <summary>The tries that <see cref="Again"/> noted; 0 for a message as it was first sent.</summary>
    public static int TriesOf(JobMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return int.TryParse(message.Properties.GetValueOrDefault(Tries), NumberStyles.None, CultureInfo.InvariantCulture, out int tries) ? tries : 0;
    }

    /// <summary>The trace context that the sender put in, or default.</summary>
    public static TraceContext TraceOf(JobMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Properties.TryGetValue(TraceParent, out var parent) && TraceContext.TryParse(parent, null, isRemote: true, out var context)
            ? context
            : default;
    }

    private static string JobIdOf(JobMessage message) => message.Properties.GetValueOrDefault(JobId, message.MessageId);

    private static (string? Instance, string? Event) Address(JobMessage message) =>
        (message.Properties.GetValueOrDefault(ReplyToInstance), message.Properties.GetValueOrDefault(ReplyEvent));

    private static JobMessage Create<T>(string subject, string id, T body, string? instance, string? reply)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(properties, ReplyToInstance, instance);
        Add(properties, ReplyEvent, reply);
        Add(properties, TraceParent, Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null);
        return new JobMessage
        {
            MessageId = id,
            CorrelationId = instance,
            Subject = subject,
            Body = JsonSerializer.SerializeToUtf8Bytes(body, DurableJson.Options),
            Properties = properties,
        };
    }

    private static void Add(Dictionary<string, string> properties, string key, string? value)
    {
        if (value is not null)
        {
            properties[key] = value;
        }
    }

    private static T Read<T>(JobMessage message, string subject)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Subject != subject)
        {
            throw new InvalidDataException($"Message '{message.MessageId}' has the subject '{message.Subject}'; expected '{subject}'.");
        }

        try
        {
            return JsonSerializer.Deserialize<T>(message.Body.Span, DurableJson.Options)
                ?? throw new InvalidDataException($"The body of message '{message.MessageId}' is null; expected {subject}.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The body of message '{message.MessageId}' is no {subject}: {e.Message}", e);
        }
    }
}
