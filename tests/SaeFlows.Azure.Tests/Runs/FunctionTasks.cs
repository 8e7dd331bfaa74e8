using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SaeFlows.Azure.Tests.Engine;
using SaeFlows.Functions.Orchestrations;

namespace SaeFlows.Azure.Tests.Runs;

/// <summary>Registers the host's functions with Durable Task as the platform does: by the attributes that they carry.</summary>
internal static class FunctionTasks
{
    public static void Register(DurableTaskRegistry tasks, DurableTaskHost host, OrchestratorFunctions orchestrators, ActivityFunctions activities)
    {
        foreach (var (name, method) in Functions(orchestrators))
        {
            tasks.AddOrchestratorFunc<JsonElement, JsonElement>(name, (context, _) => (Task<JsonElement>)method.Invoke(orchestrators, [context])!);
        }

        foreach (var (name, method) in Functions(activities))
        {
            tasks.AddActivityFunc<ActivityCall, JsonElement>(name, (_, call) => (Task<JsonElement>)method.Invoke(activities, Arguments(method, call, host.Durable))!);
        }
    }

    private static IEnumerable<(string Name, MethodInfo Method)> Functions(object functions) =>
        from method in functions.GetType().GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        select (function.Name, method);

    private static object[] Arguments(MethodInfo method, ActivityCall call, DurableTaskClient client) =>
    [
        .. method.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(ActivityCall) ? call
            : parameter.ParameterType == typeof(DurableTaskClient) ? client
            : (object)CancellationToken.None),
    ];
}
