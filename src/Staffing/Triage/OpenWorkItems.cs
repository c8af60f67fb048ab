using Steward.Contracts.Events.Content;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Triage;

/// <summary>Turns questions that the knowledge base hands on into work for whoever looks after the group.</summary>
internal sealed class OpenWorkItems(FileMatters file) : IHandle<QuestionsHandedOnV1>
{
    public Task HandleAsync(QuestionsHandedOnV1 message, BrandTransaction transaction, CancellationToken ct) =>
        file.RunAsync(transaction, new BrandId(message.BrandId), new AccountId(message.AccountId), message.Partition, [.. message.Questions.Select(Matter.Of)], ct);
}
