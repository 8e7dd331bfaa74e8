using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Orchestrations.Questions;
using SaeFlows.Orchestrations.Retries;
using SaeFlows.Orchestrations.Runs;

namespace SaeFlows.Orchestrations;

/// <summary>Everything that a host registers, in one place.</summary>
public static class OrchestrationCatalog
{
    /// <summary>Fills a registry with all orchestrations and activities over the given ports.</summary>
    /// <param name="runs">Runs and outcomes.</param>
    /// <param name="ledger">The audit ledger.</param>
    /// <param name="modelJobs">Where model jobs go.</param>
    /// <param name="reformulator">Proposes rewrites.</param>
    /// <param name="verifier">Judges them.</param>
    /// <param name="client">The engine, which exists only once it has its registry.</param>
    /// <param name="time">Measures how long steps take.</param>
    public static OrchestrationRegistry Create(
        IRunStore runs, ILedger ledger, IJobQueue modelJobs, IReformulator reformulator, IVerifier verifier, Func<IOrchestrationClient> client, TimeProvider time) =>
        new OrchestrationRegistry()
            .AddOrchestration<RunInput, RunStatus>(RunOrchestration.Name, RunOrchestration.Version, RunOrchestration.RunAsync)
            .AddOrchestration<QuestionInput, QuestionStatus>(QuestionOrchestration.Name, QuestionOrchestration.Version, QuestionOrchestration.RunAsync)
            .AddOrchestration<RetryInput, RunStatus>(RetryOrchestration.Name, RetryOrchestration.Version, RetryOrchestration.RunAsync)
            .AddActivity<RetryInput, RetryPage>(RetryActivities.ReadRetryPage, new ReadRetryPageActivity(runs).RunAsync)
            .AddActivity<ForkInput, bool>(RetryActivities.ForkQuestion, new ForkQuestionActivity(client).RunAsync)
            .AddActivity<string, bool>(RetryActivities.HasEnded, new HasEndedActivity(client).RunAsync)
            .AddActivity<RunInput, RunPage>(RunActivities.ReadRunPage, new ReadRunPageActivity(runs).RunAsync)
            .AddActivity<RunInput, RunStatus>(RunActivities.FinishRun, new FinishRunActivity(runs, ledger).RunAsync)
            .AddActivity<QuestionInput, QuestionPlan>(QuestionActivities.LoadQuestion, new LoadQuestionActivity(runs).RunAsync)
            .AddActivity<ModelJobInput, bool>(QuestionActivities.SubmitModelJob, new SubmitModelJobActivity(runs, modelJobs).RunAsync)
            .AddActivity<ModelResultInput, bool>(QuestionActivities.RecordModelResult, new RecordModelResultActivity(runs, ledger).RunAsync)
            .AddActivity<RewriteInput, Core.Reformulation.Rewrite>(
                QuestionActivities.Reformulate, new ReformulateActivity(runs, ledger, reformulator, time).RunAsync)
            .AddActivity<VerificationInput, Core.Verification.Verdict>(
                QuestionActivities.Verify, new VerifyActivity(runs, ledger, verifier, time).RunAsync)
            .AddActivity<QuestionOutcome, QuestionStatus>(QuestionActivities.FinishQuestion, new FinishQuestionActivity(runs, ledger).RunAsync);
}
