using System.Globalization;
using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

/// <summary>A query as an SQL condition.</summary>
internal sealed class InstanceFilter
{
    private readonly List<string> _conditions = ["1 = 1"];
    private readonly List<(string Name, object? Value)> _parameters = [];

    public InstanceFilter(OrchestrationQuery query)
    {
        if (!string.IsNullOrEmpty(query.InstanceIdPrefix))
        {
            // A range, not LIKE: it uses the index and knows no wildcards. U+10FFFF sorts behind every other character in UTF-8.
            Add("id >= $prefix", ("$prefix", query.InstanceIdPrefix));
            Add("id < $prefixEnd", ("$prefixEnd", query.InstanceIdPrefix + char.ConvertFromUtf32(0x10FFFF)));
        }

        if (query.Name is not null)
        {
            Add("name = $name", ("$name", query.Name));
        }

        if (query.Statuses is { } statuses)
        {
            _conditions.Add($"status IN ({string.Join(", ", statuses.Select(status => ((int)status).ToString(CultureInfo.InvariantCulture)))})");
        }

        foreach (var (index, (member, value)) in (query.CustomStatus ?? new Dictionary<string, string>()).Index())
        {
            Add($"CAST(custom_status ->> $member{index} AS TEXT) = $value{index}", ($"$member{index}", member), ($"$value{index}", value));
        }

        if (query.CreatedFrom is { } from)
        {
            Add("created >= $from", ("$from", from.ToUnixTimeMilliseconds()));
        }

        if (query.CreatedTo is { } to)
        {
            Add("created <= $to", ("$to", to.ToUnixTimeMilliseconds()));
        }
    }

    public string Where => string.Join(" AND ", _conditions);

    public IReadOnlyList<(string Name, object? Value)> Parameters => _parameters;

    private void Add(string condition, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        _conditions.Add(condition);
        _parameters.AddRange(parameters);
    }
}
