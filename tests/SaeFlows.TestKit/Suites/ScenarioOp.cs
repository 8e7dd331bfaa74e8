namespace SaeFlows.TestKit.Suites;

public enum ScenarioOp
{
    Activity,
    Parallel,
    Timer,
    Wait,
    Child,
    Send,
    SetStatus,
    ContinueAsNew,
    NewGuid,
    Throw,
}
