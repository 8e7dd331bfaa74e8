namespace SaeFlows.TestKit.Suites;

public enum ScenarioDeed
{
    Raise,
    Await,
    AwaitStatus,
    Advance,
    Suspend,
    Resume,
    Terminate,
    Restart,
}
