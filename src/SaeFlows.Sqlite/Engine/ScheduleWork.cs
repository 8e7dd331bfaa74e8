namespace SaeFlows.Sqlite.Engine;

internal sealed class ScheduleWork(EngineCore core, NewInstance request) : ClientWork<bool>(core)
{
    // One statement that makes the row or does nothing: there is nothing to undo.
    public override bool NeedsSavepoint => false;

    protected override bool Run(EngineStatements statements) => Insert(statements, request) != 0;
}
