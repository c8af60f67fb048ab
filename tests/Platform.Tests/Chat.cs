using Steward.Cli;
using Steward.Cli.Demo;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Members.V1;
using Steward.Testing;

namespace Steward.Platform.Tests;

/// <summary>How stories speak: someone says something in a group, and something is heard there.</summary>
internal static class Chat
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>A group of a brand, by its place in the list.</summary>
    public static async Task<Group> GroupAsync(this RunningSuite suite, DemoBrand brand, int index = 0) =>
        (await suite.Suite.Client<GroupService.GroupServiceClient>().ListGroupsAsync(new ListGroupsRequest { BrandId = brand.Id.ToString(), PageSize = 500 })).Groups[index];

    /// <summary>A member says something; one who is new joins first.</summary>
    public static async Task SayAsync(this RunningSuite suite, DemoBrand brand, Group group, string member, string text)
    {
        var answer = await suite.Simulator.SayAsync([new SimulatorMessage(brand.CorpId, group.ExternalId, member, text, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())], CancellationToken.None);
        Xunit.Assert.Empty(answer.Errors);
    }

    /// <summary>Waits until something is heard in a group.</summary>
    public static Task<Message> HeardAsync(this RunningSuite suite, DemoBrand brand, Group group, Func<Message, bool> match, string description) => Eventually.ValueAsync(
        async () => (await suite.Suite.Client<MessageService.MessageServiceClient>().ListMessagesAsync(new ListMessagesRequest { BrandId = brand.Id.ToString(), GroupId = group.GroupId, Limit = 200 })).Messages.FirstOrDefault(match),
        Patience,
        description);
}
