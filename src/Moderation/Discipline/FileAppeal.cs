using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>An appeal against an upheld case.</summary>
internal sealed record FileAppeal(BrandId Brand, Guid CaseId, string OnBehalf, string Text, string By);

internal sealed class FileAppealHandler(Database database, TimeProvider clock)
{
    public async Task<Result<Appeal>> HandleAsync(FileAppeal command, CancellationToken ct)
    {
        if (command.OnBehalf is not ("member" or "brand")) { return DisciplineProblems.Field("on_behalf", "member or brand"); }

        if (DisciplineProblems.Words("text", command.Text, DisciplineProblems.LongestAppeal) is { } problem) { return problem; }

        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var args = new { brand = command.Brand, command.CaseId };
        if (!await transaction.SingleAsync<bool>("select exists (select from penalties where brand_id = @brand and case_id = @CaseId and overturned_at is null)", args, ct)) { return DisciplineProblems.NoPenalty(command.CaseId); }

        var now = clock.GetUtcNow();
        var appeal = new Appeal
        {
            BrandId = command.Brand.Value, AppealId = Guid.CreateVersion7(now), CaseId = command.CaseId, OnBehalf = command.OnBehalf, Text = command.Text, FiledBy = command.By, FiledAt = now, State = AppealState.Open,
        };
        var added = await transaction.ExecuteAsync(
            $"insert into appeals ({Appeal.Columns}) values (@BrandId, @AppealId, @CaseId, @OnBehalf, @Text, @FiledBy, @FiledAt, @State, @Note, @Reviewer, @DecidedAt) on conflict (brand_id, case_id) where state = 'open' do nothing", appeal, ct);
        if (added == 0) { return DisciplineProblems.AppealOpen; }

        await transaction.CommitAsync(ct);
        return appeal;
    }
}
