using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using SaeFlows.Core;
using SaeFlows.Functions.Settings;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.Services.AddSaeFlows(FunctionSettings.Read(builder.Configuration));
    builder.Build().Run();
    return 0;
}
catch (UserInputException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}
