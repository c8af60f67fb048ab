using Microsoft.Extensions.Options;
using Steward.Contracts.Events.Moderation;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;
using Steward.Staffing.Inbox;

namespace Steward.Staffing.Triage;

/// <summary>What screened messages mean for the inbox: complaints and wishes to buy are work for whoever looks after the group, and what is answered in the group is work no more.</summary>
internal sealed class TriageMessages(FileMatters file, IOptions<InboxOptions> options, TimeProvider clock) : IHandle<MessagesScreenedV1>
{
    public async Task HandleAsync(MessagesScreenedV1 message, BrandTransaction transaction, CancellationToken ct)
    {
        var brand = new BrandId(message.BrandId);
        var now = clock.GetUtcNow();
        var members = message.Messages.Where(said => !said.FromStaff && said.Kind != "revoke").Select(said => new Said(said.GroupId, said.SenderId, said.Text, said.SentAt)).ToList();
        if (await ResumeWaiting.AnyAsync(transaction, brand, members, ct))
        {
            await FileMatters.LockAsync(transaction, brand, message.Partition, ct);
            await ResumeWaiting.RunAsync(transaction, brand, members, now, ct);
        }

        await file.RunAsync(transaction, brand, new AccountId(message.AccountId), message.Partition, [.. message.Messages.Select(Matter.Of).OfType<Matter>()], ct);
        var replies = message.Messages.Select(said => (Reply: GroupReply.Of(said), said.Text)).Where(said => said.Reply is not null).Select(said => (said.Reply!, said.Text)).ToList();
        if (replies.Count == 0) { return; }

        await FileMatters.LockAsync(transaction, brand, message.Partition, ct);
        var groups = await NoteReplies.RunAsync(transaction, brand, replies, now, ct);
        await CloseAnswered.RunAsync(transaction, brand, groups, options.Value, now, ct);
    }
}
